"""Who we are: the partnership, its areas, agencies, bodies, places and the people who hold them.

What the published arrangements say is one checked document per version (Children Act 2004 s16G;
Working Together to Safeguard Children); tables hold only what other records point at.
"""
