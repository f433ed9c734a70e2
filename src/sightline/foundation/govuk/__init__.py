"""The GOV.UK kit: how every page, list, form, chart and paper looks and speaks.

It follows the GOV.UK Design System (WCAG 2.2 AA) with the partnership's own name and colours, and
knows nothing of safeguarding. A room draws nothing by itself: it declares forms and tables, hands
values to the components, and extends `govuk/member.html` or `govuk/public.html`.
"""
