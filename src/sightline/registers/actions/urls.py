"""Actions and recommendations: noun, reference, verb."""

from django.urls import path

from sightline.registers.actions.views import actions, closing, importing, lists, recommendations

app_name = "actions"
urlpatterns = [
    path("actions", lists.actions, name="actions"),
    path("actions/make", actions.make_action, name="make_action"),
    path("actions/move", lists.move_dates, name="move_dates"),
    path("actions/import", importing.receive_import, name="receive_import"),
    path("actions/import/template", importing.import_template, name="import_template"),
    path("actions/import/<int:number>", importing.look_at_import, name="look_at_import"),
    path("actions/<str:reference>", actions.action, name="action"),
    path("actions/<str:reference>/progress", actions.record_progress, name="record_progress"),
    path("actions/<str:reference>/re-date", actions.re_date, name="re_date"),
    path("actions/<str:reference>/hand-over", actions.hand_over, name="hand_over"),
    path("actions/<str:reference>/merge", actions.merge, name="merge"),
    path("actions/<str:reference>/complete", closing.complete_action, name="complete_action"),
    path("actions/<str:reference>/proof", closing.add_proof, name="add_proof"),
    path("actions/<str:reference>/evidence", closing.file_evidence, name="file_evidence"),
    path("actions/<str:reference>/difference", closing.verify_difference, name="difference"),
    path("actions/<str:reference>/reopen", closing.reopen_action, name="reopen_action"),
    path("actions/<str:reference>/cancel", closing.cancel_action, name="cancel_action"),
    path("recommendations", lists.recommendations, name="recommendations"),
    path("recommendations/make", recommendations.make_recommendation, name="make_recommendation"),
    path("recommendations/<str:reference>", recommendations.recommendation, name="recommendation"),
    path("recommendations/<str:reference>/answer", recommendations.answer, name="answer"),
    path("recommendations/<str:reference>/spread", recommendations.disseminate, name="disseminate"),
    path("recommendations/<str:reference>/proof", recommendations.add_proof, name="prove"),
]
