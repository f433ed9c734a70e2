"""Training: noun, reference, verb."""

from django.urls import path

from sightline.work.training import views

app_name = "training"
urlpatterns = [
    path("training", views.catalogue, name="catalogue"),
    path("training/courses/<str:reference>", views.course, name="course"),
    path("training/events/<str:reference>", views.event, name="event"),
    path("training/events/<str:reference>/book", views.book, name="book"),
    path("training/events/<str:reference>/group", views.book_group, name="book_group"),
    path("training/events/<str:reference>/swap", views.swap, name="swap"),
    path("training/bookings", views.my_bookings, name="my_bookings"),
    path("training/bookings/<int:number>", views.booking, name="booking"),
    path("training/bookings/<int:number>/cancel", views.cancel_booking, name="cancel_booking"),
    path("training/bookings/<int:number>/answer", views.answer_offer, name="answer_offer"),
    path("training/bookings/<int:number>/prioritise", views.prioritise, name="prioritise"),
    path("training/consent/<str:token>", views.consent, name="consent"),
    path("training/team", views.team, name="team"),
    path("training/delegates", views.delegates, name="delegates"),
    path("training/delegates/<int:number>/end", views.end_delegate, name="end_delegate"),
    path("programme/rules", views.charging_rules, name="charging_rules"),
    path("programme/rules/set", views.set_charging_rules, name="set_charging_rules"),
    path("programme/events/<str:reference>/bookings", views.event_bookings,
         name="event_bookings"),
    path("programme", views.programme, name="programme"),
    path("programme/copy", views.copy_programme, name="copy_programme"),
    path("programme/courses", views.courses, name="courses"),
    path("programme/courses/make", views.make_course, name="make_course"),
    path("programme/courses/<str:reference>/change", views.change_course, name="change_course"),
    path("programme/courses/<str:reference>/publish", views.publish_course, name="publish_course"),
    path("programme/courses/<str:reference>/withdraw", views.withdraw_course,
         name="withdraw_course"),
    path("programme/courses/<str:reference>/plan", views.plan_event, name="plan_event"),
    path("programme/events/<str:reference>", views.manage_event, name="manage_event"),
    path("programme/events/<str:reference>/change", views.change_event, name="change_event"),
    path("programme/events/<str:reference>/open", views.open_event, name="open_event"),
    path("programme/events/<str:reference>/cancel", views.cancel_event, name="cancel_event"),
    path("programme/events/<str:reference>/sessions", views.add_session, name="add_session"),
    path("programme/events/<str:reference>/sessions/<int:number>/drop", views.drop_session,
         name="drop_session"),
    path("programme/events/<str:reference>/trainers", views.name_trainer, name="name_trainer"),
    path("programme/events/<str:reference>/trainers/<int:number>/drop", views.drop_trainer,
         name="drop_trainer"),
    path("programme/trainers", views.trainers, name="trainers"),
    path("programme/audiences", views.audiences, name="audiences"),
]  # fmt: skip
