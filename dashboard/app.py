"""The entry script: page settings, navigation, and the frame around every page."""

import streamlit as st

from dashboard.model import db, state
from dashboard.model.catalogue import read_context
from dashboard.parts import frame, head

st.set_page_config(page_title="Big Local Compare", layout="wide", initial_sidebar_state="collapsed")

PAGES = {
    "overview": st.Page("app_pages/overview/page.py", title="Overview", default=True),
    "area": st.Page("app_pages/area/page.py", title="Area", url_path="area"),
    "compare": st.Page("app_pages/compare/page.py", title="Compare", url_path="compare"),
    "trends": st.Page("app_pages/trends/page.py", title="Trends", url_path="trends"),
    "funding": st.Page("app_pages/funding/page.py", title="Funding", url_path="funding"),
    "councils": st.Page("app_pages/councils/page.py", title="Councils", url_path="councils"),
    "progress": st.Page("app_pages/progress/page.py", title="Progress", url_path="progress"),
    "record": st.Page("app_pages/record/page.py", title="Record", url_path="record"),
    "present": st.Page("app_pages/present/page.py", title="Present", url_path="present"),
    "data": st.Page("app_pages/data/page.py", title="Data", url_path="data"),
    "about": st.Page("app_pages/about/page.py", title="About", url_path="about"),
}
page = st.navigation(list(PAGES.values()), position="hidden")

try:
    context = st.session_state["context"] = read_context()
except db.NotReady as why:
    frame.not_ready(str(why))
    st.stop()

state.write_address_to_browser(page.title)
try:
    frame.header(context, PAGES, page)
    page.run()
except head.Done:
    pass
except db.NotReady as why:
    st.info(str(why))
frame.footer(context, page)
