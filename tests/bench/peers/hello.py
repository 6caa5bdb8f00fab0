"""The least a Streamlit app can do: one line and a button to run it again."""

import streamlit as st

st.session_state["runs"] = st.session_state.get("runs", 0) + 1
st.write(f"hello {st.session_state['runs']}")
st.button("again")
