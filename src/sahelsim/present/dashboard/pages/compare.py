from dash import html
def layout(state, words): return [html.P("soon")]
def register(app, service): pass
