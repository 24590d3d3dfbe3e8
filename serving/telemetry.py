"""What is counted and timed, in Prometheus' form. Labels never name a person, a session or a question."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from serving.admission import Admission
from serving.engine.protocol import Engine

SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 120.0)


class Telemetry:
    """One registry for one application, so that two in a process do not mix."""

    def __init__(self, engine: Engine, admission: Admission) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_Now(engine, admission))
        self.first_sentence = self._histogram("truebrand_time_to_first_sentence_seconds", "Question to first sentence.")
        self.whole_answer = self._histogram("truebrand_answer_seconds", "Question to the end of the answer.")
        self.answers = self._counter("truebrand_answers", "Answers by how they ended.", "surface", "outcome")
        self.sentences = self._counter("truebrand_sentences", "Sentences by verdict.", "verdict")
        self.feedback = self._counter("truebrand_feedback", "Votes.", "value")
        self.requests = self._counter("truebrand_http_requests", "Requests.", "route", "status")

    def text(self) -> bytes:
        return generate_latest(self._registry)

    def _histogram(self, name: str, about: str) -> Histogram:
        return Histogram(name, about, ["surface"], buckets=SECONDS, registry=self._registry)

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(name, about, labels, registry=self._registry)


class _Now(Collector):
    """What engine and queue say at the moment they are asked."""

    def __init__(self, engine: Engine, admission: Admission) -> None:
        self._engine = engine
        self._admission = admission

    def collect(self) -> Iterator[GaugeMetricFamily | CounterMetricFamily]:
        engine = self._engine.metrics()
        for name, about, value in (
            ("truebrand_answers_running", "Answers under way.", self._admission.running),
            ("truebrand_answers_waiting", "Questions in the queue.", self._admission.waiting),
            ("truebrand_engine_requests_running", "Requests in the engine.", engine.running),
            ("truebrand_engine_requests_waiting", "Requests waiting in the engine.", engine.waiting),
            ("truebrand_engine_idle_seconds", "Since the last token, while requests run.", engine.idle_seconds),
        ):
            yield GaugeMetricFamily(name, about, value=value)
        for name, about, value in (
            ("truebrand_engine_requests", "Requests given to the engine.", engine.requests),
            ("truebrand_engine_cancelled", "Requests cancelled.", engine.cancelled),
            ("truebrand_prompt_tokens", "Tokens read.", engine.prompt_tokens),
            ("truebrand_generation_tokens", "Tokens written.", engine.generated_tokens),
        ):
            yield CounterMetricFamily(name, about, value=value)
