"""The API, one file a plane: chat.py and models.py (OpenAI's wire format), knowledge.py (for employees), widget.py (for
shoppers), feedback.py, health.py (for machines), pages.py (the widget's files and the demo shop).

Each gives a router built on a desk; none of them looks into a model.
"""
