"""Watch and steer runs of connectop from Python: one file, the standard library and numpy.

    import connectop

    run = connectop.attach()            # the newest run that is live
    run.set(alpha=0.3, hz=50)           # takes effect before the next step
    print(run.tick, run.W.mean())       # W: the coupled variable of every node, float32
    for frame in run.frames(fps=10):
        print(frame.tick, frame.gauges['cohesion'])

Copy this file, or put its folder on PYTHONPATH (`connectop info` says where it is). Python 3.9 or later.

A Run may be used from several threads: each request takes a connection of its own from a pool. An iterator that `frames` or `ticks`
gave belongs to one thread. Nothing here tries for ever unless `timeout=None` says so: what does not come in time raises TimedOut, a run
that is gone ConnectionLost or, when it said why it ended, RunEnded. Every error is a ConnectopError whose text is one line.
"""

from __future__ import annotations

import base64
import collections
import hashlib
import http.client
import io
import json
import logging
import math
import operator
import os
import socket
import struct
import tempfile
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Deque, Dict, Iterable, Iterator, List, Mapping, Optional, Sequence, Tuple, Type, TypeVar, Union
from urllib.parse import quote, unquote, urlencode, urlsplit

import numpy as np
import numpy.typing as npt

__all__ = [
    'Checkpoint', 'ConnectionLost', 'ConnectopError', 'Frame', 'NoRun', 'Outcome', 'Parameter', 'Refused', 'Run',
    'RunEnded', 'RunInfo', 'TimedOut', 'api_key', 'attach', 'list',
]  # fmt: skip

PROTOCOL = 1
"""What this client speaks; a run of another version refuses it with one line."""

_log = logging.getLogger('connectop')

Values = npt.NDArray[np.float32]
Gauges = Dict[str, float]
Json = Dict[str, Any]
_Listed = TypeVar('_Listed')


class ConnectopError(Exception):
    """Anything that went wrong, one line. `code` is a stable word for programs."""

    def __init__(self, message: str, code: str = 'failed') -> None:
        super().__init__(message)
        self.code = code


class Refused(ConnectopError):
    """The run refused what was asked, and nothing has changed. `status` is that of HTTP, 0 when it was not even sent."""

    def __init__(self, message: str, code: str, status: int = 0) -> None:
        super().__init__(message, code)
        self.status = status


class NoRun(ConnectopError):
    """There is no such run, or none is live."""


class ConnectionLost(ConnectopError):
    """The run can't be reached (any more), and did not say why."""


class RunEnded(ConnectopError):
    """The run is over. The line says why and where its records are."""


class TimedOut(ConnectopError):
    """What was waited for did not come in time; the run may well go on."""


@dataclass(frozen=True)
class RunInfo:
    """A run as `list` finds it."""

    id: str
    directory: str
    state: str
    """`running`, `paused`, `ended`, `failed`, `dead` (its process is gone without a last word), `elsewhere`, `silent` or `damaged`."""
    tick: int
    hz: float
    nodes: int
    model: str
    host: str
    pid: int
    started_at: str
    socket: Optional[str] = None
    why: str = ''
    """Why it can't be attached to; empty for a live run."""
    name: str = ''
    """What it is called besides its id (`--name`, `connectop name`); empty when it is not."""

    @property
    def live(self) -> bool:
        return self.state in ('running', 'paused')


@dataclass(frozen=True)
class Parameter:
    """A setting that can change while the run goes on."""

    name: str
    title: str
    unit: str
    kind: str
    """`number`, `integer`, `boolean`, `choice` or `interval`."""
    value: Any
    minimum: Optional[float]
    maximum: Optional[float]
    choices: Tuple[str, ...]
    default: Any


@dataclass(frozen=True)
class Outcome:
    """What became of a command."""

    tick: int
    """It took effect after this many ticks, before the next step."""
    data: Json
    settings: Json
    """All settings in force after it."""


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint that is on disk, read back and compared."""

    file: str
    tick: int
    epoch: int
    bytes: int
    sha256: str
    path: Path
    """On the run's machine."""

    def arrays(self) -> Dict[str, npt.NDArray[Any]]:
        """Every array of it (docs/records.md lists them)."""
        with np.load(self.path, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}


@dataclass(frozen=True, eq=False)
class Frame:
    """A run at one tick."""

    tick: int
    epoch: int
    time: float
    """Model time, s."""
    gauges: Gauges
    """Every number of the status and the measurements by name, NaN where there is none."""
    values: Optional[Values]
    """The variable of every node, N values in file order; None when the field was not asked for."""
    variable: str = ''
    settings: Json = field(default_factory=dict)
    events: Sequence[Json] = ()
    """What has happened since the frame before; with the first one, the newest of what happened before it."""
    skipped: int = 0
    """Frames that this program was too slow for, in all."""

    @property
    def W(self) -> Values:
        """The values; raises ConnectopError when the field was not asked for."""
        if self.values is None:
            raise ConnectopError('this frame has no field: it was asked for with field=False', 'field')
        return self.values


class Run:
    """A run that is live. Made by `attach`; a context manager that lets go of the connections, not of the run."""

    def __init__(self, server: '_Server', run_id: str, directory: Optional[str]) -> None:
        self._server = server
        self._path = f'/v1/runs/{quote(run_id, safe="")}'
        self._directory: Optional[str] = directory
        self._names: Optional[Dict[str, str]] = None
        self.id = run_id
        facts = self._get('')['facts']
        self.nodes = int(facts['graph']['nodes'])
        self.model = str(facts['model']['id'])
        self.variable = str(facts['variable']['name'])
        self.directory = Path(facts['directory'])

    def __enter__(self) -> 'Run':
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f'<connectop run {self.id}: {self.model}, {self.nodes} nodes, at {self._server.place}>'

    def close(self) -> None:
        """Closes the connections. The run goes on."""
        self._server.close()

    # What is so now

    @property
    def gauges(self) -> Gauges:
        """Every number of the status and the measurements: `tick`, `time`, `achievedHz`, `meanWeight`, `cohesion`, …"""
        return self._status('')

    @property
    def name(self) -> str:
        """What the run is called besides its id; empty when it is not."""
        return str(self._get('')['facts'].get('name', ''))

    @property
    def tick(self) -> int:
        """Ticks completed."""
        return int(self.gauges['tick'])

    @property
    def settings(self) -> Json:
        """Every setting in force, as in run.json."""
        settings: Json = self._get('')['settings']
        return settings

    @property
    def paused(self) -> bool:
        return bool(self.gauges['paused'])

    @property
    def hz(self) -> float:
        """Ticks a second that are asked for; `gauges['achievedHz']` are those that come. Can be assigned."""
        return float(self.settings['hz'])

    @hz.setter
    def hz(self, value: float) -> None:
        self.set(hz=value)

    @property
    def parameters(self) -> Dict[str, Parameter]:
        """Every parameter that can be set, with its value, range, unit and default."""
        details = self._get('')
        return {each['name']: _parameter(each, details['settings']) for each in details['parameters']}

    @property
    def W(self) -> Values:
        """The coupled variable of every node, whatever the model calls it: float32, N values, nodes in file order."""
        return self.field()

    def field(self, variable: Optional[str] = None) -> Values:
        """A variable of every node, the coupled one without a name. Raises Refused, with the names, for one that is not there."""
        return self.frame(variable).W

    def frame(self, variable: Optional[str] = None, *, after: Optional[int] = None, timeout: Optional[float] = 10.0) -> Frame:
        """A variable with the gauges of the very same tick; with `after`, as soon as more than so many ticks are completed.

        Raises TimedOut when they are not in `timeout` seconds; None waits for ever.
        """
        return self._frame(variable, after, None, timeout)

    def _frame(self, variable: Optional[str], after: Optional[int], epoch: Optional[int], timeout: Optional[float]) -> Frame:
        """`epoch` is the one that `after` is of: when a checkpoint was restored, ticks count again in the next one."""
        seconds = _seconds(timeout)
        limit = time.monotonic() + seconds
        while True:
            left = limit - time.monotonic()
            query: Json = {} if variable is None else {'variable': variable}
            if after is not None:
                query.update(after=after, wait=f'{max(0.0, min(left, 5.0)):.3f}')
            if epoch is not None:
                query.update(epoch=epoch)
            _, headers, body = self._ask('GET', f'/field?{urlencode(query)}')
            status = json.loads(headers['x-connectop-status'])
            newer = after is not None and (status['tick'] > after or (epoch is not None and status['epoch'] != epoch))
            if status['ended'] and not newer:
                raise self._over()
            if after is None or newer:
                values: Values = np.load(io.BytesIO(body), allow_pickle=False)
                name = unquote(headers['x-connectop-variable'])
                return Frame(status['tick'], status['epoch'], _number(status['time']), _gauges(status), values, name)
            if left <= 0:
                raise self._late(status, seconds, f'no tick after {after}')

    # Iterating

    def ticks(self, variable: Optional[str] = None, *, timeout: Optional[float] = 10.0) -> Iterator[Frame]:
        """Each new tick as it is completed, the newest one for who is slow; ends when the run does.

        Raises TimedOut when no tick comes in `timeout` seconds, so also for a run that is paused so long, or takes fewer ticks; with
        `timeout=None` it waits for as long as the run is there. When a checkpoint is restored, its tick comes next, with the next `epoch`.
        """
        after: Optional[int] = None
        epoch: Optional[int] = None
        while True:
            try:
                frame = self._frame(variable, after, epoch, timeout)
            except RunEnded:
                return
            after, epoch = frame.tick, frame.epoch
            yield frame

    def frames(self, fps: float = 10.0, *, field: bool = True, timeout: Optional[float] = None) -> Iterator[Frame]:
        """Frames of the run, at most `fps` a second (0.1 to 30), when something has changed; ends when the run does.

        The first one is the state now. Waits for as long as the run is there, also while it is paused; with a `timeout` TimedOut is raised when
        nothing changes for so many seconds. Raises ConnectionLost when the run goes away.
        """
        settings: Json = {}
        values: Optional[Values] = None
        told = -1
        stream = self._stream(fps, field)
        try:
            waiting = None if timeout is None else time.monotonic() + timeout
            longest = 0.0
            while True:
                try:
                    message = stream.message(waiting)
                except _Lost as lost:
                    # Who let it wait so long did not answer its heartbeat, and was hung up on: once more, no oftener.
                    if longest < _HEARTBEAT:
                        raise self._gone(lost) from lost
                    stream.close()
                    stream = self._stream(fps, field)
                    longest = 0.0
                    continue
                if message is None:
                    raise TimedOut(f'run {self.id}: nothing has changed in {timeout:g} s', 'timeout')
                head, numbers = message
                if head['type'] == 'end':
                    error = head.get('error')
                    if error:
                        raise RunEnded(str(error['message']), str(error['code']))
                    return
                settings = head.get('settings', settings)
                values = numbers if numbers is not None else values
                status = head['status']
                events = [each for each in head.get('events', ()) if each['seq'] > told]
                told = max([told, *(each['seq'] for each in events)])
                left = time.monotonic()
                yield Frame(
                    status['tick'], status['epoch'], _number(status['time']), _gauges(status), values if field else None,
                    self.variable, settings, events, int(head.get('skipped', 0)),
                )  # fmt: skip
                longest = max(longest, time.monotonic() - left)
                waiting = None if timeout is None else time.monotonic() + timeout
        finally:
            stream.close()

    def _stream(self, fps: float, whole: bool) -> '_Stream':
        query = urlencode({'protocol': PROTOCOL, 'fps': fps, 'field': 'full' if whole else 'none'})
        try:
            return _Stream(self._server, f'{self._path}/frames?{query}')
        except _Lost as lost:
            raise self._gone(lost) from lost

    def wait_for_tick(self, tick: int, timeout: Optional[float] = 60.0) -> Gauges:
        """Waits until `tick` ticks are completed, for ever with `timeout=None`; the gauges then. Raises TimedOut, which says how far it came."""
        return self.wait(lambda gauges: gauges['tick'] >= tick, timeout, f'tick {tick}')

    def wait(self, until: Callable[[Gauges], bool], timeout: Optional[float] = 60.0, what: str = 'what was waited for') -> Gauges:
        """Waits until `until(gauges)` is true, asked once a tick; the gauges then. As `wait_for_tick`."""
        seconds = _seconds(timeout)
        limit = time.monotonic() + seconds
        gauges = self.gauges
        while not until(gauges):
            left = limit - time.monotonic()
            if left <= 0:
                raise self._late(gauges, seconds, f'not yet {what}')
            query = urlencode({'after': int(gauges['tick']), 'wait': f'{min(left, 1.0):.3f}'})
            gauges = self._status(f'?{query}')
        return gauges

    # Steering

    def command(self, command: str, /, **arguments: Any) -> Outcome:
        """Any command of the registry (docs/keys.md): `run.command('break', when='cohesion < 5', do=['pause'])`.

        Returns when it took effect. Raises Refused with the run's line, and then nothing has changed.
        """
        try:
            body = json.dumps({'id': command, 'args': arguments}, allow_nan=False, default=_plain).encode()
        except (TypeError, ValueError) as error:
            raise Refused(f'{command}: its arguments are no JSON: {error}', 'arguments') from error
        answer = json.loads(self._ask('POST', '/commands', body)[2])
        return Outcome(int(answer['tick']), answer.get('data', {}), answer['settings'])

    def set(self, **values: Any) -> Outcome:
        """Sets parameters one after another: `run.set(alpha=0.3, noise_amplitude=0.01, domain='higgs')`; `_` stands for `-`.

        Raises Refused at the first that is not allowed; those before it are in force then.
        """
        if not values:
            raise Refused('set: name a parameter, such as set(hz=20)', 'arguments')
        if self._names is None:
            self._names = {each['name'].replace('-', '_'): each['name'] for each in self._get('')['parameters']}
        outcomes = [
            self.command('set', name=self._names.get(name, name), value=_settable(value)) for name, value in values.items()
        ]
        return outcomes[-1]

    def get(self, name: str) -> Any:
        """The value of a parameter, as `set` takes it."""
        parameters = self.parameters
        for known in (name, name.replace('_', '-')):
            if known in parameters:
                return parameters[known].value
        raise Refused(f'parameter "{name}" is unknown; use one of {", ".join(parameters)}', 'parameter')

    def pause(self) -> Outcome:
        return self.command('pause')

    def resume(self) -> Outcome:
        return self.command('resume')

    def step(self, ticks: int = 1, *, timeout: Optional[float] = 60.0) -> int:
        """Takes so many ticks, pausing first, and waits for them; ticks completed then."""
        outcome = self.command('step', count=ticks)
        return int(self.wait_for_tick(outcome.tick + ticks, timeout)['tick'])

    def say(self, *texts: str) -> Outcome:
        """Types text into the run: messages that arrive in one tick."""
        return self.command('stimulus', texts=texts)

    def stimulate(self, nodes: Union[int, Iterable[int]], amplitude: float = 0.3, *, hops: int = 0) -> Outcome:
        """Raises the stimulus of nodes, and of what is within `hops` edges of them, to `amplitude` (0 to 1).

        A command a node, one after another: pause first when they have to be of one tick.
        """
        return self._each('excite', nodes, hops=hops, amplitude=amplitude)

    def quench(self, nodes: Union[int, Iterable[int]], *, hops: int = 0) -> Outcome:
        """Sets nodes, and what is within `hops` edges of them, to 0; as `stimulate`, a command a node."""
        return self._each('quench', nodes, hops=hops)

    def clamp(self, nodes: Union[int, Iterable[int]], value: float) -> Outcome:
        """Holds nodes at a value until they are released."""
        return self.command('clamp', nodes=_nodes(nodes), value=value)

    def silence(self, nodes: Union[int, Iterable[int]]) -> Outcome:
        """Holds nodes at 0 and cuts their outgoing couplings until they are released."""
        return self.command('silence', nodes=_nodes(nodes))

    def release(self, nodes: Union[None, int, Iterable[int]] = None) -> Outcome:
        """Lets go of nodes that are held; of all without an argument."""
        return self.command('release') if nodes is None else self.command('release', nodes=_nodes(nodes))

    def undo(self) -> Outcome:
        """Takes back the last change of a parameter, or of what is held."""
        return self.command('undo')

    def restore(self, checkpoint: Union[str, Checkpoint]) -> Outcome:
        """Goes back to a checkpoint of the run."""
        return self.command('restore', file=checkpoint if isinstance(checkpoint, str) else checkpoint.file)

    @property
    def checkpoints(self) -> List[Checkpoint]:
        """Those that are there, oldest first."""
        return [self._checkpoint(each) for each in self._get('')['checkpoints']]

    def checkpoint(self, *, timeout: Optional[float] = 60.0) -> Checkpoint:
        """Saves a checkpoint and waits until it is on disk and was read back. Raises Refused, with the run's line, when it can't be written."""
        seconds = _seconds(timeout)
        # Not by asking for events: those of a full disk are on the stream and in no file.
        stream = self._stream(30, False)
        try:
            limit = time.monotonic() + seconds
            told = self._events(stream, limit)
            seq = max((each['seq'] for each in told or ()), default=-1)
            began = time.monotonic()
            asked = self.command('checkpoint')
            if time.monotonic() - began >= _HEARTBEAT:
                # Nobody has answered the stream's heartbeat meanwhile; a new one begins with the newest events.
                stream.close()
                stream = self._stream(30, False)
            while told is not None:
                told = self._events(stream, limit)
                for event in told or ():
                    if event['seq'] > seq:
                        entry = self._saved(event, asked.tick)
                        if entry is not None:
                            return self._checkpoint(entry)
            raise TimedOut(f'run {self.id}: the checkpoint of tick {asked.tick} is not on disk after {seconds:g} s', 'timeout')
        finally:
            stream.close()

    def stop(self, reason: str = 'asked', *, timeout: float = 60.0) -> str:
        """Saves a checkpoint, ends the run and waits for that; the line that tells how it ended."""
        self.command('stop', reason=reason)
        limit = time.monotonic() + timeout
        while time.monotonic() < limit:
            try:
                _ = self.gauges
            except (RunEnded, ConnectionLost) as end:
                return str(end)
            time.sleep(0.05)
        raise TimedOut(f'run {self.id} has not ended after {timeout:g} s', 'timeout')

    # Below: how it is done

    def _each(self, command: str, nodes: Union[int, Iterable[int]], **rest: Any) -> Outcome:
        listed = _nodes(nodes)
        if not listed:
            raise Refused(f'{command}: no node was named', 'node')
        return [self.command(command, node=node, **rest) for node in listed][-1]

    def _events(self, stream: '_Stream', until: float) -> Optional[List[Json]]:
        """Events of the next message of a frame stream; None when `until` is over."""
        try:
            message = stream.message(None if until == math.inf else until)
        except _Lost as lost:
            raise self._gone(lost) from lost
        if message is None:
            return None
        head = message[0]
        if head['type'] == 'end':
            raise self._over()
        events: List[Json] = head.get('events', [])
        return events

    def _saved(self, event: Json, tick: int) -> Optional[Json]:
        """The checkpoint of a tick that was asked for, if that is what an event tells; raises Refused when it tells that there is none."""
        kind, entry = event['kind'], event.get('data') or {}
        if kind == 'checkpoint-skipped':
            raise Refused(str(event['message']), kind)
        if kind not in ('checkpoint', 'checkpoint-failed') or entry.get('why') != 'asked':
            return None
        file = str(entry.get('file', ''))
        if file.split('.')[0] != f'state_{tick}':
            return None
        if kind == 'checkpoint-failed':
            raise Refused(str(event['message']), str(entry.get('code', kind)))
        found: Json = entry
        return found

    def _checkpoint(self, entry: Json) -> Checkpoint:
        sizes = (int(entry['tick']), int(entry['epoch']), int(entry['bytes']))
        return Checkpoint(entry['file'], *sizes, entry['sha256'], self.directory / entry['file'])

    def _get(self, path: str) -> Json:
        answer: Json = json.loads(self._ask('GET', path)[2])
        return answer

    def _status(self, query: str) -> Gauges:
        status = self._get(f'/status{query}')['status']
        if status['ended']:
            raise self._over()
        return _gauges(status)

    def _late(self, status: Mapping[str, Any], seconds: float, what: str) -> TimedOut:
        still = '; it is paused' if status['paused'] else ''
        return TimedOut(f'run {self.id}: at tick {int(status["tick"])} after {seconds:g} s, {what}{still}', 'timeout')

    def _over(self) -> RunEnded:
        document = _document(self._directory)
        over = document is not None and document.get('status') != 'running'
        line = _ending(self.id, document, str(self._directory)) if document is not None and over else f'run {self.id} has ended'
        return RunEnded(line, 'run-over')

    def _ask(self, method: str, path: str, body: Optional[bytes] = None) -> '_Answer':
        try:
            return self._server.ask(method, self._path + path, body)
        except RunEnded as end:
            raise (self._over() if end.code == 'ended' else end) from None
        except _Lost as lost:
            raise self._gone(lost) from lost

    def _gone(self, lost: '_Lost') -> ConnectopError:
        """What to say of a run that does not answer: how it ended, if it wrote that down."""
        for _ in range(20):
            document = _document(self._directory)
            if document is None:
                return ConnectionLost(f'run {self.id} can\'t be reached any more: {lost}', 'lost')
            if document.get('status') != 'running':
                return RunEnded(_ending(self.id, document, str(self._directory)), 'run-over')
            if not _is_there(int(document['pid'])):
                line = f'run {self.id} is gone: process {document["pid"]} ended without a last word'
                return ConnectionLost(f'{line}; connectop --resume {self.id} goes on with it', 'run-dead')
            time.sleep(0.05)  # it may be writing its last word just now
        return ConnectionLost(f'run {self.id} can\'t be reached any more: {lost}', 'lost')


def attach(
    run: Union[None, str, os.PathLike[str], RunInfo] = None,
    *,
    url: Optional[str] = None,
    key: Optional[str] = None,
    timeout: float = 30.0,
) -> Run:
    """Attaches to a live run: by directory or socket, id, name or the start of an id, or, without any, the newest of the index and ./runs.

    Where several fit, the only one of them that is live is meant. With `url` (http://HOST:PORT of `--api` or `connectop serve`) over a port,
    where `key` is needed; without it CONNECTOP_OPERATOR_KEY is taken. `timeout`: seconds that any one answer may take. Raises NoRun, RunEnded,
    Refused, ConnectionLost.
    """
    if url is not None:
        return _attach_url(None if run is None else str(run), url, key, timeout)
    if isinstance(run, (str, os.PathLike)) and _is_socket(run):
        server = _Server(str(run), timeout)
        mine = _summaries(server)[0]
        return Run(server, str(mine['id']), str(mine['directory']))
    found = run if isinstance(run, RunInfo) else _find(run)
    limit = time.monotonic() + 1
    while found.state == 'silent' and time.monotonic() < limit:
        time.sleep(0.1)  # one that has just begun has no socket yet
        found = _look(Path(found.directory))
    if not found.live or found.socket is None:
        raise (RunEnded if found.state in ('ended', 'failed') else NoRun)(found.why, 'run-' + found.state)
    return Run(_Server(found.socket, timeout), found.id, found.directory)


def _attach_url(run: Optional[str], url: str, key: Optional[str], timeout: float) -> Run:
    server = _Server(url, timeout, key or os.environ.get('CONNECTOP_OPERATOR_KEY') or None)
    runs = _summaries(server)
    fitting = runs if run is None else _fitting(runs, run, lambda each: (str(each['id']), str(each.get('name', ''))))
    live = [each for each in fitting if each['state'] in ('running', 'paused')]
    if not live:
        raise NoRun(f'{url}: ' + ('no run is live' if run is None else f'run "{run}" is not live there'), 'run-unknown')
    if run is not None and len(live) > 1:
        called = ', '.join(_label(str(each['id']), str(each.get('name', ''))) for each in live)
        raise NoRun(f'{url}: "{run}" fits {len(live)} live runs: {called}', 'run-unknown')
    return Run(server, str(live[0]['id']), None)


def _summaries(server: '_Server') -> List[Json]:
    try:
        runs: List[Json] = json.loads(server.ask('GET', '/v1/runs')[2])['runs']
    except _Lost as lost:
        raise ConnectionLost(f'{server.place}: {lost}', 'lost') from lost
    return runs


def _find(run: Union[None, str, os.PathLike[str]]) -> RunInfo:
    if run is not None and (Path(run) / 'run.json').is_file():
        return _look(Path(run).resolve())
    if run is None or run == 'latest':
        # Of the index and ./runs alone, as the program does: what only a socket tells of may be anybody's experiment, and has to be named.
        known = _known()
        if known and known[0].live:
            return known[0]
        others = [_label(each.id, each.name) for each in list() if each.live]
        named = f'name one of those known by their sockets: {", ".join(others)}' if others else 'connectop starts one'
        raise NoRun(f'no run is live here; {named}', 'run-unknown')
    found = list()
    live = [each for each in found if each.live]
    wanted = str(run)
    fitting = _fitting(found, wanted, lambda each: (each.id, each.name))
    meant = [each for each in fitting if each.live] if len(fitting) > 1 else fitting
    if len(meant) == 1:
        return meant[0]
    which = 'live: ' + ', '.join(_label(each.id, each.name) for each in live) if live else 'none is live'
    places = ', '.join(each.directory for each in (meant or fitting)[:5])
    how_many = f'fits {len(fitting)} runs, among them {places}' if fitting else 'not found'
    raise NoRun(f'run "{wanted}": {how_many}; {which}', 'run-unknown')


def _fitting(runs: List[_Listed], wanted: str, called: Callable[[_Listed], Tuple[str, str]]) -> List[_Listed]:
    """Runs that have the id, else those that have the name, else those whose ids begin so, as the command line takes it."""
    if not wanted:
        return []
    return (
        [each for each in runs if called(each)[0] == wanted]
        or [each for each in runs if called(each)[1] == wanted]
        or [each for each in runs if called(each)[0].startswith(wanted)]
    )


def _label(run_id: str, name: str) -> str:
    return f'{run_id} ({name})' if name else run_id


def api_key(role: str = 'viewer') -> str:
    """The key `viewer` (may look) or `operator` (may steer) of this user's APIs, from the file that the first of them made."""
    path = _state_home() / 'api-keys.json'
    try:
        return str(json.loads(path.read_text())[role])
    except (OSError, ValueError, KeyError) as error:
        raise ConnectopError(f'{path}: has no key "{role}": {_reason(error)}', 'api-keys') from error


# What runs there are


def list() -> List[RunInfo]:
    """Every run that is known here, live ones first, then the newest: of the user's index, of ./runs, and of the control sockets.

    A run that can't be attached to says in `why` what is the matter with it. Sockets that killed processes left are passed over; the
    logger `connectop` is told (info).
    """
    runs = {each.directory: each for each in _known()}
    sockets = {each.socket for each in runs.values()}
    for path in _sockets():
        if path not in sockets:
            found = _look_behind(path)
            if found is not None:
                runs.setdefault(found.directory, found)
    return _in_order(runs.values())


def _in_order(runs: Iterable[RunInfo]) -> List[RunInfo]:
    newest = sorted(runs, key=lambda each: each.started_at, reverse=True)
    return sorted(newest, key=lambda each: not each.live)


def _known() -> List[RunInfo]:
    """Runs of the user's index and of ./runs, which the program knows too."""
    known: Dict[str, None] = {}
    index = _state_home() / 'runs.jsonl'
    if index.is_file():
        for line in index.read_text(errors='replace').splitlines():
            try:
                known[str(json.loads(line)['path'])] = None
            except (ValueError, KeyError, TypeError):
                continue  # torn by a crash: that run is found by its directory or socket
    for each in Path('runs').glob('*/run.json'):
        known[str(each.parent.resolve())] = None
    return _in_order(_look(Path(path)) for path in known if (Path(path) / 'run.json').is_file())


def _look(directory: Path) -> RunInfo:
    """A run by its directory: run.json says where it is, its socket whether it is there."""
    document = _document(str(directory))
    if document is None:
        return RunInfo(directory.name, str(directory), 'damaged', 0, 0.0, 0, '', '', 0, '', None, f'{directory}: run.json can\'t be read')
    run_id = str(document['id'])

    def told(state: str, why: str, path: Optional[str] = None, tick: Optional[int] = None, name: Any = None) -> RunInfo:
        settings = document.get('settings', {})
        return RunInfo(
            run_id, str(directory), state, int(document.get('lastTick', 0)) if tick is None else tick,
            float(settings.get('hz', math.nan)), int(document.get('graph', {}).get('nodes', 0)),
            str(document.get('model', {}).get('id', '')), str(document.get('host', '')), int(document.get('pid', 0)),
            str(document.get('startedAt', '')), path, why, str(name or document.get('name') or ''),
        )  # fmt: skip

    if document.get('status') != 'running':
        return told(str(document.get('status')), _ending(run_id, document, str(directory)))
    host, pid = document.get('host'), int(document.get('pid', 0))
    if host != socket.gethostname():
        return told('elsewhere', f'run {run_id} is on {host}; attach there, or over its API with url=')
    if not _is_there(pid):
        return told('dead', f'run {run_id} is dead: process {pid} is gone without a last word; connectop --resume {run_id} goes on with it')
    path = document.get('socket')
    if not isinstance(path, str):
        return told('silent', f'run {run_id} goes on in process {pid}, which has no socket; its events say why')
    try:
        mine = json.loads(_Server(path, _GLANCE).ask('GET', '/v1/runs')[2])['runs'][0]
    except (_Lost, ConnectopError) as error:
        return told('silent', f'run {run_id}: process {pid} does not answer at its socket {path}: {error}')
    return told(str(mine['state']), '', path, int(mine['tick']), mine.get('name'))


def _look_behind(path: str) -> Optional[RunInfo]:
    """A run that the index does not know, by its socket; None for a socket that a killed process left."""
    try:
        mine = json.loads(_Server(path, _GLANCE).ask('GET', '/v1/runs')[2])['runs'][0]
    except (_Lost, ConnectopError) as error:
        _log.info('%s is passed over: %s', path, error)
        return None
    return _look(Path(mine['directory']))


_GLANCE = 2.0
"""Seconds that a run may take to say that it is there."""


def _state_home() -> Path:
    asked = os.environ.get('XDG_STATE_HOME', '')
    return (Path(asked) if os.path.isabs(asked) else Path.home() / '.local' / 'state') / 'connectop'


def _sockets() -> List[str]:
    """Control sockets in the places where runs make them, if those are this user's alone."""
    uid = os.getuid() if hasattr(os, 'getuid') else -1
    runtime = os.environ.get('XDG_RUNTIME_DIR', '')
    places = [Path(runtime) / 'connectop'] if os.path.isabs(runtime) else []
    places += [Path(each) / f'connectop-{uid}' for each in (tempfile.gettempdir(), '/tmp')]
    found: Dict[str, None] = {}
    for place in places:
        try:
            owner = place.stat()
            if owner.st_uid == uid and not owner.st_mode & 0o077:
                found.update((str(each), None) for each in sorted(place.glob('*.sock')) if _is_socket(each))
        except OSError:
            continue  # not made yet, or not ours to look into
    return [*found]


def _is_socket(path: Union[str, os.PathLike[str]]) -> bool:
    try:
        return Path(path).is_socket()
    except (OSError, ValueError):
        return False


def _document(directory: Optional[str]) -> Optional[Json]:
    """run.json of a directory on this machine; None when there is none that can be read."""
    if directory is None:
        return None
    try:
        document = json.loads((Path(directory) / 'run.json').read_text())
    except (OSError, ValueError):
        return None
    return document if isinstance(document, dict) and 'id' in document and 'pid' in document else None


def _ending(run_id: str, document: Json, directory: str) -> str:
    why = (document.get('failure') or {}).get('message') or document.get('endReason') or document.get('status')
    return f'run {run_id} has ended at tick {document.get("lastTick", 0)}: {why}; records in {directory}'


def _is_there(pid: int) -> bool:
    """Whether a process goes on. One that was killed keeps its number until its parent asks after it."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # another user's
    try:
        state = Path(f'/proc/{pid}/stat').read_text(errors='replace').rpartition(')')[2].split()[0]
    except (OSError, IndexError):
        return True
    return state not in ('Z', 'X')


# Values


def _seconds(timeout: Optional[float]) -> float:
    """None is for ever."""
    return math.inf if timeout is None else timeout


def _number(value: Any) -> float:
    return math.nan if value is None else float(value)


def _gauges(status: Json) -> Gauges:
    numbers = {**status, **status['metrics'], **{f'input.{name}': count for name, count in status['input'].items()}}
    return {name: _number(value) for name, value in numbers.items() if not isinstance(value, dict)}


def _parameter(info: Json, settings: Json) -> Parameter:
    place = info.get('place', {})
    where = (settings['parameters'], place['parameter']) if 'parameter' in place else (settings, place.get('setting'))
    value = where[0].get(where[1])
    numbers = (info.get('min'), info.get('max'))
    return Parameter(
        info['name'], info['title'], info['unit'], info['kind'], _typed(info['kind'], value), *numbers,
        tuple(info.get('choices', ())), info.get('default'),
    )  # fmt: skip


def _typed(kind: str, value: Any) -> Any:
    """A value as `set` takes it: intervals as they are typed."""
    if kind != 'interval':
        return value
    if value is None:
        return '0'
    return f'{value["ticks"]}t' if 'ticks' in value else f'{value["seconds"]:g}'


def _settable(value: Any) -> Any:
    if isinstance(value, (bool, np.bool_)):
        return int(value)
    return value


def _plain(value: Any) -> Any:
    """numpy's numbers and arrays as JSON has them."""
    if isinstance(value, (np.generic, np.ndarray)):
        return value.tolist()
    if isinstance(value, (set, frozenset, range)):
        return [*value]
    raise TypeError(f'{type(value).__name__} is neither number, text nor list')


def _nodes(nodes: Union[int, Iterable[int]]) -> List[int]:
    try:
        return [operator.index(node) for node in nodes] if isinstance(nodes, Iterable) else [operator.index(nodes)]
    except TypeError as error:
        raise Refused(f'nodes: use one index or several, whole numbers: {error}', 'node') from error


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error).splitlines()[0] if str(error) else type(error).__name__


# The wire


class _Lost(Exception):
    """No answer came, and none will."""


_Answer = Tuple[int, http.client.HTTPMessage, bytes]

_HEARTBEAT = 15.0
"""The run asks every 10 s whether the other end of a stream is there, and hangs up when it does not answer the one before."""
_PATIENCE = 30.0
"""A stream on which nothing comes for so long, not even a heartbeat, belongs to a run that hangs."""


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: str, timeout: float) -> None:
        super().__init__('localhost', timeout=timeout)
        self._path = path

    def connect(self) -> None:
        if not hasattr(socket, 'AF_UNIX'):
            raise OSError('this Python has no Unix sockets; attach with url=')
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            made.settimeout(self.timeout)
            if len(os.fsencode(self._path)) <= _MOST_BYTES:
                made.connect(self._path)
            else:
                _connect_long(made, self._path)
        except BaseException:
            made.close()
            raise
        self.sock = made


_MOST_BYTES = 103
"""What the address of a socket holds everywhere."""


def _connect_long(made: socket.socket, path: str) -> None:
    """A path that is too long for an address is gone by way of its open folder, where the system has /proc."""
    folder, name = os.path.split(path)
    opened = os.open(folder, os.O_RDONLY)
    try:
        made.connect(f'/proc/self/fd/{opened}/{name}')
    finally:
        os.close(opened)


class _Server:
    """The other end: a Unix socket, or an address that wants a key. Connections are kept; each request has one to itself."""

    def __init__(self, place: str, timeout: float, key: Optional[str] = None) -> None:
        self.place = place
        self.timeout = timeout
        self.headers = {'X-Connectop-Protocol': str(PROTOCOL), **({} if key is None else {'X-Operator-Key': key})}
        self._idle: Deque[http.client.HTTPConnection] = collections.deque()
        self._prefix = ''
        self._url = urlsplit(place) if '://' in place else None
        if self._url is not None:
            if self._url.scheme not in ('http', 'https') or not self._url.hostname:
                raise Refused(f'url "{place}": use http://HOST:PORT', 'url')
            try:
                _ = self._url.port
            except ValueError as error:
                raise Refused(f'url "{place}": {error}', 'url') from error
            self._prefix = self._url.path.rstrip('/')

    def connection(self) -> http.client.HTTPConnection:
        if self._url is None:
            return _UnixConnection(self.place, self.timeout)
        kind: Type[http.client.HTTPConnection] = http.client.HTTPConnection
        if self._url.scheme == 'https':
            kind = http.client.HTTPSConnection
        return kind(str(self._url.hostname), self._url.port, timeout=self.timeout)

    def ask(self, method: str, path: str, body: Optional[bytes] = None) -> _Answer:
        """Raises Refused, RunEnded, TimedOut, _Lost."""
        headers = dict(self.headers)
        if body is not None:
            # Sent again when a kept connection turns out to be closed: the key lets it be carried out once.
            headers.update({'Content-Type': 'application/json', 'Idempotency-Key': uuid.uuid4().hex})
        while True:
            try:
                connection, kept = self._idle.pop(), True
            except IndexError:
                connection, kept = self.connection(), False
            try:
                connection.request(method, self._prefix + path, body, headers)
                response = connection.getresponse()
                answer = (response.status, response.headers, response.read())
            except socket.timeout as error:
                connection.close()
                raise TimedOut(f'{self.place}: no answer in {self.timeout:g} s', 'timeout') from error
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                if kept:
                    continue
                raise _Lost(_reason(error)) from error
            except BaseException:
                connection.close()
                raise
            self._idle.append(connection)
            if answer[0] >= 400:
                raise _refusal(answer[0], answer[2])
            return answer

    def upgrade(self, path: str) -> Tuple[socket.socket, bytes]:
        """Opens a WebSocket; the connection, and the bytes that have come already. Raises Refused, _Lost, TimedOut."""
        connection = self.connection()
        nonce = base64.b64encode(os.urandom(16)).decode()
        asked = {
            'Host': 'localhost' if self._url is None else self._url.netloc.rpartition('@')[2],
            'Upgrade': 'websocket', 'Connection': 'Upgrade', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': nonce,
            **self.headers,
        }  # fmt: skip
        try:
            connection.connect()
            opened: socket.socket = connection.sock
            lines = [f'GET {self._prefix}{path} HTTP/1.1', *(f'{name}: {value}' for name, value in asked.items())]
            opened.sendall('\r\n'.join([*lines, '', '']).encode('latin-1'))
            got = b''
            while b'\r\n\r\n' not in got:
                piece = opened.recv(65536)
                if not piece:
                    raise OSError('it hung up')
                got += piece
            head, _, rest = got.partition(b'\r\n\r\n')
            status = int(head.split(b' ', 2)[1])
            if status != 101:
                raise _refusal(status, _body(opened, head, rest))
            accepted = base64.b64encode(hashlib.sha1((nonce + _GUID).encode()).digest())
            if accepted.lower() not in head.lower():
                raise OSError('it answers with no WebSocket')
            return opened, rest
        except socket.timeout as error:
            connection.close()
            raise TimedOut(f'{self.place}: no answer in {self.timeout:g} s', 'timeout') from error
        except (OSError, ValueError, IndexError, http.client.HTTPException) as error:
            connection.close()
            raise _Lost(_reason(error)) from error
        except BaseException:
            connection.close()
            raise

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()


_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'


def _body(opened: socket.socket, head: bytes, rest: bytes) -> bytes:
    """The body of a refusal, as long as the head says."""
    lengths = [line.split(b':', 1)[1] for line in head.split(b'\r\n') if line.lower().startswith(b'content-length:')]
    length = int(lengths[0]) if lengths else 0
    while len(rest) < length:
        piece = opened.recv(length - len(rest))
        if not piece:
            break
        rest += piece
    return rest


def _refusal(status: int, body: bytes) -> ConnectopError:
    try:
        said = json.loads(body)
        code, line = str(said['error']), str(said['detail']).replace('\n', ' ')
    except (ValueError, KeyError, TypeError):
        code, line = 'protocol', f'the answer is none of connectop\'s (HTTP {status})'
    if code in ('ended', 'run-over'):
        return RunEnded(line, code)
    return NoRun(line, code) if code == 'run-unknown' else Refused(line, code, status)


class _Stream:
    """The frame stream: a WebSocket whose messages are a head (JSON) and float32 values (docs/api.md)."""

    def __init__(self, server: _Server, path: str) -> None:
        self._socket, rest = server.upgrade(path)
        self._bytes = bytearray(rest)

    def close(self) -> None:
        self._socket.close()

    def message(self, until: Optional[float]) -> Optional[Tuple[Json, Optional[Values]]]:
        """The next message; None when `until` (of time.monotonic) is over before it is whole. Raises _Lost."""
        while True:
            found = self._frame()
            if found is None:
                if not self._fill(until):
                    return None
                continue
            opcode, payload = found
            if opcode == _BINARY:
                return _decode(payload)
            if opcode == _PING:
                self._send(_PONG, payload)
            elif opcode == _CLOSE:
                raise _Lost(payload[2:].decode(errors='replace') or 'it hung up')

    def _frame(self) -> Optional[Tuple[int, bytes]]:
        """A whole frame out of what has come; connectop sends each message as one. None when there is less."""
        got = self._bytes
        if len(got) < 2:
            return None
        size, start = got[1] & 0x7F, 2
        if size >= 126:
            start += 2 if size == 126 else 8
            if len(got) < start:
                return None
            size = int.from_bytes(got[2:start], 'big')
        if len(got) < start + size:
            return None
        if not got[0] & 0x80 or got[1] & 0x80 or got[0] & 0x70:
            raise _Lost('a message of the stream is not understood')
        payload = bytes(memoryview(got)[start : start + size])
        opcode = got[0] & 0x0F
        del got[: start + size]
        return opcode, payload

    def _fill(self, until: Optional[float]) -> bool:
        now = time.monotonic()
        patience = now + _PATIENCE
        limit = patience if until is None else min(until, patience)
        if limit <= now:
            return False
        try:
            self._socket.settimeout(limit - now)
            piece = self._socket.recv(1 << 20)
        except socket.timeout:
            if until is not None and limit == until:
                return False
            raise _Lost(f'it gave no sign of life in {_PATIENCE:g} s') from None
        except OSError as error:
            raise _Lost(_reason(error)) from error
        if not piece:
            raise _Lost('it hung up')
        self._bytes += piece
        return True

    def _send(self, opcode: int, payload: bytes) -> None:
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload))
        try:
            self._socket.settimeout(_PATIENCE)
            self._socket.sendall(bytes([0x80 | opcode, 0x80 | len(payload)]) + mask + masked)
        except OSError as error:
            raise _Lost(_reason(error)) from error


_BINARY, _CLOSE, _PING, _PONG = 2, 8, 9, 10


def _decode(payload: bytes) -> Tuple[Json, Optional[Values]]:
    """Length of the head (uint32, little endian), the head, filling up to a multiple of 4, float32 values if there are any."""
    try:
        (length,) = struct.unpack_from('<I', payload)
        head: Json = json.loads(payload[4 : 4 + length])
        body = payload[4 + -(-length // 4) * 4 :]
        values = np.frombuffer(body, '<f4').astype(np.float32) if body else None
    except (struct.error, ValueError) as error:
        raise _Lost(f'a message of the stream is not understood: {_reason(error)}') from error
    return head, values
