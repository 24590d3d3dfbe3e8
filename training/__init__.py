"""From the brand's facts to a registered model.

Read in the order the data flows:

    dataset -> render -> preflight -> sft -> merge

`starter/` makes the small base model that ships. Nothing here imports `serving`.
"""
