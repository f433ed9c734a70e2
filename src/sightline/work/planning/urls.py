"""Plans, objectives and risks: noun, reference, verb."""

from django.urls import path

from sightline.work.planning.views import lists, objectives, plans, register, risks

app_name = "planning"
urlpatterns = [
    path("plans", plans.plans, name="plans"),
    path("plans/draw-up", plans.draw_up_plan, name="draw_up_plan"),
    path("plans/<str:reference>", plans.plan, name="plan"),
    path(
        "plans/<str:reference>/for-the-executive",
        plans.plan_for_executive,
        name="plan_for_executive",
    ),
    path("plans/<str:reference>/change", plans.change_plan, name="change_plan"),
    path("plans/<str:reference>/agree", plans.agree_plan, name="agree_plan"),
    path("plans/<str:reference>/take-back", plans.take_back_agreement, name="take_back_agreement"),
    path("plans/<str:reference>/copy", plans.copy_plan, name="copy_plan"),
    path("plans/<str:reference>/priorities/add", plans.add_priority, name="add_priority"),
    path(
        "plans/<str:reference>/priorities/<int:number>/change",
        plans.change_priority,
        name="change_priority",
    ),
    path(
        "plans/<str:reference>/priorities/<int:number>/objective",
        objectives.add_objective,
        name="add_objective",
    ),
    path("aims", plans.aims, name="aims"),
    path("objectives", lists.objectives, name="objectives"),
    path("objectives/<str:reference>", objectives.objective, name="objective"),
    path("objectives/<str:reference>/change", objectives.change_objective, name="change_objective"),
    path("objectives/<str:reference>/evidence", objectives.file_evidence, name="file_evidence"),
    path("objectives/<str:reference>/drop", objectives.drop_objective, name="drop_objective"),
    path("objectives/<str:reference>/progress", objectives.judge_progress, name="judge_progress"),
    path("objectives/<str:reference>/impact", objectives.judge_impact, name="judge_impact"),
    # risks
    path("risks", register.risks, name="risks"),
    path("risks/picture", register.risk_picture, name="risk_picture"),
    path("risks/enter", risks.enter_risk, name="enter_risk"),
    path("risks/<str:reference>", risks.risk, name="risk"),
    path("risks/<str:reference>/change", risks.change_risk, name="change_risk"),
    path("risks/<str:reference>/assess", risks.assess_risk, name="assess_risk"),
    path("risks/<str:reference>/raise", risks.raise_risk, name="raise_risk"),
    path("risks/<str:reference>/answer", risks.answer_risk, name="answer_risk"),
    path("risks/<str:reference>/close", risks.close_risk, name="close_risk"),
    path("risks/<str:reference>/reopen", risks.reopen_risk, name="reopen_risk"),
    path("risks/<str:reference>/controls/add", risks.add_control, name="add_control"),
    path("risks/<str:reference>/controls/<int:number>/end", risks.end_control, name="end_control"),
]
