"""The data set: noun, code, verb."""

from django.urls import path

from sightline.work.performance import views

app_name = "performance"
urlpatterns = [
    path("figures", views.headlines, name="headlines"),
    path("data-set/indicators/<slug:code>/headline", views.mark_headline, name="mark_headline"),
    path("data-set/indicators/<slug:code>/headline/end", views.end_headline,
         name="end_headline"),
    path("data-set", views.data_set, name="data_set"),
    path("data-set/set-up", views.set_up_data_set, name="set_up_data_set"),
    path("data-set/files", views.releases, name="releases"),
    path("data-set/files/load", views.receive_file, name="receive_file"),
    path("data-set/files/<int:number>", views.release, name="release"),
    path("data-set/indicators", views.indicators, name="indicators"),
    path("data-set/indicators/define", views.define_new_indicator, name="define_new_indicator"),
    path("data-set/indicators/<slug:code>", views.indicator, name="indicator"),
    path("data-set/indicators/<slug:code>/define", views.define_indicator, name="define_indicator"),
    path("data-set/indicators/<slug:code>/decide", views.decide_chart, name="decide_chart"),
    path("data-set/indicators/<slug:code>/kind", views.overrule_kind, name="overrule_kind"),
    path("data-set/decisions/<int:number>/withdraw", views.withdraw_decision,
         name="withdraw_decision"),
    path("data-set/indicators/<slug:code>/comment", views.comment_on_figure,
         name="comment_on_figure"),
    path("data-set/indicators/<slug:code>/ask", views.ask_question, name="ask_question"),
    path("data-set/report", views.report, name="report"),
    path("data-set/returns", views.agency_returns, name="agency_returns"),
    path("data-set/returns/open", views.open_returns, name="open_returns"),
    path("data-set/returns/<str:reference>", views.agency_return, name="agency_return"),
    path("data-set/returns/<str:reference>/fill", views.fill_return, name="fill_return"),
    path("data-set/returns/<str:reference>/submit", views.submit_return, name="submit_return"),
    path("data-set/returns/<str:reference>/correct", views.correct_return, name="correct_return"),
    path("data-set/returns/<str:reference>/template", views.return_template,
         name="return_template"),
    path("data-set/returns/<str:reference>/send", views.send_spreadsheet,
         name="send_spreadsheet"),
    path("data-set/returns/<str:reference>/leave", views.leave_correction,
         name="leave_correction"),
    path("data-set/questions", views.questions, name="questions"),
    path("data-set/questions/<str:reference>", views.question, name="question"),
    path("data-set/questions/<str:reference>/reply", views.reply_to_question,
         name="reply_to_question"),
    path("data-set/questions/<str:reference>/close", views.close_question, name="close_question"),
]  # fmt: skip
