"""Meetings: noun, reference, verb."""

from django.urls import path

from sightline.work.governance.views import (
    agenda,
    chairing,
    disputes,
    documents,
    forum,
    forward,
    meetings,
    minutes,
    reports,
    requests,
    task_groups,
)

app_name = "governance"
urlpatterns = [
    path("meetings", meetings.meetings, name="meetings"),
    path("meetings/plan", meetings.plan_meeting, name="plan_meeting"),
    path("meetings/<str:reference>", meetings.meeting, name="meeting"),
    path("meetings/<str:reference>/move", meetings.move_meeting, name="move_meeting"),
    path("meetings/<str:reference>/cancel", meetings.cancel_meeting, name="cancel_meeting"),
    path(
        "meetings/<str:reference>/attendance", meetings.record_attendance, name="record_attendance"
    ),
    path("meetings/<str:reference>/reports", meetings.receive_report, name="receive_report"),
    path("meetings/<str:reference>/papers", meetings.file_paper, name="file_paper"),
    path("meetings/<str:reference>/held", meetings.hold_meeting, name="hold_meeting"),
    path("meetings/<str:reference>/reopen", meetings.reopen_meeting, name="reopen_meeting"),
    # forward plan
    path("forward-plan", forward.forward_plan, name="forward_plan"),
    path("forward-plan/propose", forward.propose_meetings, name="propose_meetings"),
    path("forward-plan/confirm", forward.confirm_meetings, name="confirm_meetings"),
    # requests
    path("requests", requests.requests, name="requests"),
    path("requests/ask", requests.make_request, name="make_request"),
    path("requests/<str:reference>", requests.one_request, name="request"),
    path("requests/<str:reference>/answer", requests.answer_request, name="answer_request"),
    path("requests/<str:reference>/outcome", requests.finish_request, name="finish_request"),
    path("requests/<str:reference>/withdraw", requests.withdraw_request, name="withdraw_request"),
    # forum
    path("forum", forum.forum, name="forum"),
    path("forum/open/<str:secret>", forum.open_pack, name="open_pack"),
    path("forum/<str:reference>", forum.forum_pack, name="forum_pack"),
    path("forum/<str:reference>/pack", forum.write_pack, name="write_pack"),
    path("forum/<str:reference>/send", forum.send_pack, name="send_pack"),
    path("forum/<str:reference>/said", forum.record_theme, name="record_theme"),
    path("forum/<str:reference>/said/<int:number>", forum.answer_theme, name="answer_theme"),
    # reports
    path("reports", reports.reports, name="reports"),
    path("reports/begin", reports.begin_report, name="begin_report"),
    path("reports/<str:reference>", reports.report, name="report"),
    path("reports/<str:reference>/write", reports.write_report, name="write_report"),
    path("reports/<str:reference>/submit", reports.submit_report, name="submit_report"),
    path("reports/<str:reference>/pass-on", reports.pass_report_on, name="pass_report_on"),
    path("reports/<str:reference>/give-back", reports.give_report_back, name="give_report_back"),
    path("reports/<str:reference>/file.<slug:kind>", reports.report_file, name="report_file"),
    # chairing
    path("bodies/<slug:key>/handover", chairing.handover, name="handover"),
    # disputes
    path("disputes", disputes.disputes, name="disputes"),
    path("disputes/raise", disputes.raise_dispute, name="raise_dispute"),
    path("disputes/<str:reference>", disputes.dispute, name="dispute"),
    path(
        "disputes/<str:reference>/refer/<slug:stage>", disputes.refer_dispute, name="refer_dispute"
    ),
    path("disputes/<str:reference>/settle", disputes.settle_stage, name="settle_stage"),
    path("disputes/<str:reference>/withdraw", disputes.withdraw_dispute, name="withdraw_dispute"),
    # task and finish groups
    path("task-groups", task_groups.task_groups, name="task_groups"),
    path("task-groups/set-up", task_groups.set_up_task_group, name="set_up_task_group"),
    path("task-groups/<str:reference>", task_groups.task_group, name="task_group"),
    path(
        "task-groups/<str:reference>/extend",
        task_groups.extend_task_group,
        name="extend_task_group",
    ),
    path("task-groups/<str:reference>/report", task_groups.report_back, name="report_back"),
    # agenda
    path("meetings/<str:reference>/agenda", agenda.agenda, name="agenda"),
    path("meetings/<str:reference>/agenda/order", agenda.order_agenda, name="order_agenda"),
    path("meetings/<str:reference>/agenda/fill", agenda.fill_agenda, name="fill_agenda"),
    path("meetings/<str:reference>/agenda/issue", documents.issue_pack, name="issue_pack"),
    path("meetings/<str:reference>/agenda/add", agenda.add_item, name="add_item"),
    path("items/<str:reference>", agenda.item, name="item"),
    path("items/<str:reference>/change", agenda.change_item, name="change_item"),
    path("items/<str:reference>/papers", agenda.file_item_paper, name="file_item_paper"),
    path("items/<str:reference>/remove", agenda.remove_item, name="remove_item"),
    path("items/<str:reference>/carry", agenda.carry_item, name="carry_item"),
    path("bodies/<slug:key>/standing-items", agenda.standing_items, name="standing_items"),
    path(
        "bodies/<slug:key>/standing-items/<int:number>/end",
        agenda.end_standing_item,
        name="end_standing_item",
    ),
    # minutes
    path("meetings/<str:reference>/minutes", minutes.minutes, name="minutes"),
    path(
        "meetings/<str:reference>/minutes/approve", minutes.approve_minutes, name="approve_minutes"
    ),
    path("meetings/<str:reference>/minutes/agree", minutes.agree_minutes, name="agree_minutes"),
    path("items/<str:reference>/minute", minutes.write_minute, name="write_minute"),
    path("items/<str:reference>/amend", minutes.amend_minute, name="amend_minute"),
    path("items/<str:reference>/decide", minutes.record_decision, name="record_decision"),
    path(
        "items/<str:reference>/decisions/<int:number>/withdraw",
        minutes.withdraw_decision,
        name="withdraw_decision",
    ),
    path("bodies/<slug:key>/minutes", minutes.minutes_of_body, name="minutes_of_body"),
    # documents
    path("meetings/<str:reference>/pack", documents.pack, name="pack"),
    path(
        "meetings/<str:reference>/agenda/as-<slug:kind>", documents.agenda_file, name="agenda_file"
    ),
    path(
        "meetings/<str:reference>/minutes/as-<slug:kind>",
        documents.minutes_file,
        name="minutes_file",
    ),
    path(
        "bodies/<slug:key>/minutes/as-<slug:kind>",
        documents.minutes_of_body_file,
        name="minutes_of_body_file",
    ),
]
