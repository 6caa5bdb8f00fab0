// Tells Streamlit's page the address of its server. Without it a page at /area first asks /area/_stcore for its server,
// which fails and logs two errors.
window.__streamlit = {
  BACKEND_BASE_URL: location.origin + "/",
  MAIN_PAGE_BASE_URL: location.origin + "/",
};
