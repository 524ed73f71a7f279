"""Pictures: one child's timeline, a caseload's due dates by week, and timeliness over time; as SVG, PNG and in a page.

They need the extra `pictures` (matplotlib). Nothing else in the package imports this room, no window is opened, and
the same input gives the same bytes. A picture holds no child's id unless it is asked for.
"""

from __future__ import annotations

try:
    import matplotlib as _mpl  # noqa: F401, ICN001 - so that a missing extra is noticed here, once
except ModuleNotFoundError as error:
    if error.name != "matplotlib":
        raise
    from lacreview_rules.errors import extra_needed

    raise ModuleNotFoundError(extra_needed("pictures need", "matplotlib", "pictures"), name="matplotlib") from None

from lacreview_rules.pictures.canvas import PictureError, as_png, as_svg
from lacreview_rules.pictures.caseload_charts import caseload_charts
from lacreview_rules.pictures.due_by_week import due_by_week
from lacreview_rules.pictures.page import timeline_page
from lacreview_rules.pictures.timeline import timeline
from lacreview_rules.pictures.timeliness import timeliness

__all__ = ["PictureError", "as_png", "as_svg", "caseload_charts", "due_by_week", "timeline", "timeline_page", "timeliness"]
