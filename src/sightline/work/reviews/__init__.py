"""Reviews: a serious incident is judged and notified to the national Panel, its rapid review
gathers what each agency knows, and the Executive decides on a local child safeguarding practice
review (R6.1 to R6.7; Children Act 2004 sections 16C to 16F, SI 2018/789). A case is known to those
named."""
