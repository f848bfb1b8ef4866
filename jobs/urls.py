"""Staff doors of the jacket."""

from __future__ import annotations

from django.urls import include, path

from jobs.appointments import views as appointments
from jobs.history import views as history
from jobs.holds import views as holds
from jobs.intake import views as intake
from jobs.milestones import views as undo
from jobs.office.views import board, calendar, listing, overview, today
from jobs.open_items import views as open_items
from jobs.papers.views import papers
from jobs.people import views as people
from jobs.tablet.views import conflicts, tablets

app_name = "jobs"
urlpatterns = [
    path("", today.today, name="today"),
    path("today/count/", today.today_count, name="today_count"),
    path("board/", board.board, name="board"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("jobs/", listing.listing, name="list"),
    path("jobs/new/", intake.new_job, name="new"),
    path("jobs/new/alike/", intake.alike, name="alike"),
    path("jobs/<str:job_number>/", overview.overview, name="overview"),
    path("jobs/<str:job_number>/accept/", people.accept, name="accept"),
    path("jobs/<str:job_number>/kind/", people.change_kind, name="change_kind"),
    path("jobs/<str:job_number>/people/new/", people.add_person, name="add_person"),
    path("jobs/<str:job_number>/people/<int:pk>/", people.edit_person, name="edit_person"),
    path("jobs/<str:job_number>/site/", people.edit_site, name="edit_site"),
    path("jobs/<str:job_number>/account/", people.edit_account, name="edit_account"),
    path("jobs/<str:job_number>/open-items/new/", open_items.add, name="add_open_item"),
    path("jobs/<str:job_number>/open-items/<int:pk>/move/", open_items.move, name="move_open_item"),
    path("jobs/<str:job_number>/open-items/<int:pk>/end/", open_items.end, name="end_open_item"),
    path("jobs/<str:job_number>/open-items/<int:pk>/looked/", open_items.look, name="look_at_open_item"),
    path("jobs/<str:job_number>/appointments/new/", appointments.book, name="book"),
    path("jobs/<str:job_number>/appointments/<int:pk>/move/", appointments.move, name="move_appointment"),
    path(
        "jobs/<str:job_number>/appointments/<int:pk>/cancel/", appointments.cancel, name="cancel_appointment"
    ),
    path("jobs/<str:job_number>/appointments/<int:pk>/done/", appointments.finish, name="finish_appointment"),
    path("jobs/<str:job_number>/appointments/<int:pk>/could-not/", appointments.could_not, name="could_not"),
    path("jobs/<str:job_number>/conflicts/", conflicts.conflicts, name="conflicts"),
    path("jobs/<str:job_number>/conflicts/<int:pk>/", conflicts.settle, name="settle_conflict"),
    path("jobs/<str:job_number>/hold/", holds.hold, name="hold"),
    path("jobs/<str:job_number>/resume/", holds.resume, name="resume"),
    path("jobs/<str:job_number>/cancel/", holds.cancel, name="cancel"),
    path("jobs/<str:job_number>/reopen/", holds.reopen, name="reopen"),
    path("jobs/<str:job_number>/undo/<slug:milestone>/", undo.undo, name="undo"),
    path("jobs/<str:job_number>/history/", history.history, name="history"),
    path("jobs/<str:job_number>/", include("jobs.record_urls")),
    path("jobs/<str:job_number>/", include("jobs.paper_urls")),
    path("tablets/", tablets.tablets, name="tablets"),
    path("tablets/bring-in/", tablets.bring_in, name="bring_in_queue"),
    path("tablets/<uuid:pk>/forget/", tablets.forget, name="forget_tablet"),
    path("tablets/<uuid:pk>/keep/", tablets.keep, name="keep_tablet"),
    path("papers/", papers.all_papers, name="all_papers"),
    path("papers/progress/", papers.all_papers_progress, name="all_papers_progress"),
]
