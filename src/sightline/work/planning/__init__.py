"""Planning: the business plan that the Executive develops, manages and aligns to other boards, with
what was judged of its progress and, apart from that, of its impact (R1.1, R1.2); and the risks of
the partnership (R3.8).

Source: the arrangements' words on the Business Plan and the aims of the partnership; Working
Together to Safeguard Children, where the yearly report must tell of priorities, learning, impact
and evidence.
"""
