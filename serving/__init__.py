"""The live model behind HTTP: engine, guard, API, widget and demo.

Read in the order a request travels:

    app -> security -> routes -> engine

Nothing here imports `training`.
"""
