"""Long work on a shop: where it stands, how long it takes, and a way to stop it.

The work belongs to the shop, not to the session: a reloaded page finds it by the shop's path.
"""

import time
from dataclasses import dataclass

import streamlit as st

from lib import formats
from lib.errors import AppError, ShopRefused
from lib.i18n import _, ngettext
from lib.ingest.job import Job, Progress
from lib.shop_files import ShopFolder
from lib.ui import state
from lib.ui.plain_text import plain
from lib.ui.state import Running
from lib.ui.uploads import Upload, discard, write_problem
from lib.workspace import hold_import_lock

NEWS_KEY = "news_of_work"
REACHED_KEY = "work_reached"
LOOK_EVERY_SECONDS = 0.5
# Too early to say how long it takes: the first blocks are no measure.
SECONDS_BEFORE_ESTIMATE = 3.0
# The steps of an import and about how much of its time each takes.
STEPS = {"keeping": 0.05, "reading": 0.15, "understanding": 0.2, "tables": 0.6}
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Work(Running):
    """An import, undo or rebuild under way, with the uploads that it will have used up."""

    uploads: tuple[Upload, ...] = ()
    done_sentence: str = ""


def start_work(
    folder: ShopFolder,
    request: dict[str, object],
    label: str,
    done_sentence: str,
    uploads: tuple[Upload, ...] = (),
) -> None:
    """Begin a request unless one is under way; ``label`` says what is being done."""
    if work_of(folder) is None:
        write_problem(folder, None)
        work = Work(Job(request), label, uploads, done_sentence)
        state.running_jobs()[str(folder.path)] = work


def work_of(folder: ShopFolder) -> Work | None:
    """What is being done to the shop now, by whichever session started it."""
    found = state.running_jobs().get(str(folder.path))
    return found if isinstance(found, Work) else None


def draw_work(folder: ShopFolder) -> bool:
    """Show work under way, or what came of it; True while the shop is being changed.

    Reruns the page once the work has ended, so that everything on it is drawn from the new version.
    """
    work = work_of(folder)
    if work is None:
        return False
    if not work.job.is_running:
        _finish(folder)
        st.rerun()
    with st.container(border=True):
        _watch(folder)
    return True


def draw_news() -> None:
    """What the last piece of work led to, said once."""
    news = st.session_state.pop(NEWS_KEY, "")
    if news:
        st.success(plain(news), icon=":material/check_circle:")


def tell(sentence: str) -> None:
    """Say a sentence on the next run of the page."""
    st.session_state[NEWS_KEY] = sentence


@st.fragment(run_every=LOOK_EVERY_SECONDS)
def _watch(folder: ShopFolder) -> None:
    work = work_of(folder)
    if work is None or not work.job.is_running:
        _finish(folder)
        st.rerun()
        return
    progress = work.job.progress()
    st.markdown(f"**{plain(work.label)}**")
    share = min(progress.done / progress.total, 1.0) if progress.total else None
    st.progress(_overall(work, progress.step, share), text=_position(progress, share))
    st.caption(_steps_in_words(progress.step))
    st.button(
        _("Cancel"),
        key="cancel_work",
        icon=":material/close:",
        on_click=_cancel,
        args=(folder, work),
    )
    st.caption(_("Nothing in the shop changes until the last step is done. A reload does no harm."))


def _finish(folder: ShopFolder) -> None:
    """Take the answer of ended work. Only one session gets it; the others just redraw."""
    work = work_of(folder)
    if work is None or state.running_jobs().pop(str(folder.path), None) is None:
        return
    try:
        answer = work.job.result()
    except AppError as error:
        write_problem(folder, error)
        return
    for upload in work.uploads:
        discard(upload)
    already = [known["file"] for known in answer["already"]]
    sentences = [work.done_sentence] if answer["import_ids"] or not already else []
    if already:
        sentences.append(
            _("Imported before, so nothing changed: {files}.").format(files=", ".join(already))
        )
    tell(" ".join([*sentences, *answer.get("notes", [])]))


def _cancel(folder: ShopFolder, work: Work) -> None:
    """Stop the child and clear away what it had half built, unless it has just ended."""
    if state.running_jobs().pop(str(folder.path), None) is None:
        return
    end_job(work.job)
    try:
        with hold_import_lock(folder):
            folder.prune()
    except ShopRefused:
        pass  # the command line has begun an import meanwhile; its build prunes
    tell(_("Cancelled. The shop is as it was before."))


def end_job(job: Job) -> None:
    """Stop a job and throw away what it left."""
    job.cancel()
    try:
        job.result()
    except AppError:
        return  # it was stopped on purpose


def _overall(work: Work, step: str, share: float | None) -> float:
    """How far the bar stands: the step, and the part of it that is done.

    Each file of an import goes through reading and understanding; the bar never goes back.
    """
    names = list(STEPS)
    place = names.index(step) if step in STEPS else 0
    of_work, before = st.session_state.get(REACHED_KEY, (0, 0.0))
    reached = sum(STEPS[name] for name in names[:place]) + STEPS[names[place]] * (share or 0.0)
    if of_work == id(work):
        reached = max(reached, float(before))
    st.session_state[REACHED_KEY] = (id(work), reached)
    return reached


def _position(progress: Progress, share: float | None) -> str:
    """What is done of the step and, once it can be told, the time left in it."""
    sentence = _step_names().get(progress.step, _("Starting"))
    if share is None:
        return sentence
    if progress.step in ("keeping", "reading"):
        sentence = _("{done} of {total} MB").format(
            done=formats.count(progress.done // MEGABYTE),
            total=formats.count(max(progress.total // MEGABYTE, 1)),
        )
    left = _seconds_left(progress)
    if left is None:
        return sentence
    if left < 60:
        words = ngettext(
            "about {n} second left in this step", "about {n} seconds left in this step", left
        ).format(n=left)
    else:
        minutes = -(-left // 60)
        words = ngettext(
            "about {n} minute left in this step", "about {n} minutes left in this step", minutes
        ).format(n=minutes)
    return f"{sentence} · {words}"


def _seconds_left(progress: Progress) -> int | None:
    """From the speed since this session first saw the step."""
    now = time.monotonic()
    seen = st.session_state.get("step_seen")
    if not seen or seen[0] != (progress.step, progress.total) or seen[2] > progress.done:
        st.session_state["step_seen"] = ((progress.step, progress.total), now, progress.done)
        return None
    elapsed, done = now - seen[1], progress.done - seen[2]
    if elapsed < SECONDS_BEFORE_ESTIMATE or done <= 0:
        return None
    seconds: float = (progress.total - progress.done) * elapsed / done
    return max(1, round(seconds))


def _step_names() -> dict[str, str]:
    return {
        "keeping": _("Keeping a copy"),
        "reading": _("Reading the rows"),
        "understanding": _("Understanding dates and amounts"),
        "tables": _("Building the tables"),
    }


def _steps_in_words(step: str) -> str:
    """All steps in order, the present one in bold."""
    names = _step_names()
    return " → ".join(f"**{names[name]}**" if name == step else names[name] for name in STEPS)
