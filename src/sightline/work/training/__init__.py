"""Training: the programme of courses and events that makes a well-informed workforce, who holds a
place at them, and what it changed.

Source: the published arrangements, "A Well Informed Multi-Agency Workforce" (R8.1 to R8.5). The
catalogue is public; a booking is seen by the person, by those who book for their agency, and by the
office; people of one agency never see another's.
"""
