import test from 'ava';
import {type LogWindow, logRoom, logWindow} from '../../source/ui/event-keys.ts';
import {emptyLog, pageOfEvents, visibleEvents} from '../../source/ui/event-log.ts';
import {receive} from '../../source/ui/receive.ts';
import {initialState, type ScreenState, type Surroundings} from '../../source/ui/state.ts';
import {createTheme} from '../../source/ui/theme.ts';
import {eventView} from '../../source/ui/views/event-view.ts';
import type {ScreenContext} from '../../source/ui/views/screen-context.ts';
import {around, press} from './surroundings.ts';
import {event, frameOf} from './views/frames.ts';

const note = (seq: number) => event(`event ${seq}`, {seq, tick: seq, kind: seq % 10 === 0 ? 'spike' : 'set'});
const from = (first: number, count: number) => Array.from({length: count}, (_, at) => note(first + at));
const many: Surroundings = {...around, events: from(1001, 100)};
const log: ScreenState = {...initialState, view: 'events'};

const shown = (state: ScreenState, where = many): LogWindow & {readonly seqs: readonly number[]} => {
	const events = visibleEvents(state.log, where.events);
	const window = logWindow(events, state.log, logRoom(state, where.height));
	return {...window, seqs: events.slice(window.from, window.to).map(({seq}) => seq)};
};

test('the newest events are followed until one is chosen, which then stays where it is', t => {
	t.is(shown(log).seqs.at(-1), 1100);
	const {state} = press(['up'], log, many);
	t.is(shown(state).seqs[shown(state).chosen - shown(state).from], 1099);
	const later = {...many, events: from(1006, 100)};
	t.is(state.log.cursor, 1099);
	t.deepEqual(shown(state, later).seqs, shown(state).seqs, 'newer events move nothing');
	const {state: again} = press(['down'], press(['down', 'up', 'end'], state, many).state, many);
	t.is(again.log.cursor, undefined, 'down at the end follows again');
	t.is(shown(press(['end'], state, later).state, later).seqs.at(-1), 1105);
});

test('the window goes along with the chosen row, and no further', t => {
	const room = logRoom(log, many.height);
	const up = press(
		Array.from({length: room - 1}, () => 'up'),
		log,
		many,
	).state;
	t.is(shown(up).seqs[0], up.log.cursor);
	t.is(shown(up).seqs.at(-1), 1100, 'the last row is shown as long as it can be');
	const further = press(['up', 'up', 'down'], up, many).state;
	t.is(shown(further).seqs.length, room);
	t.is(shown(further).seqs[1], further.log.cursor);
	t.is(shown(press(['pageup'], log, many).state).seqs.length, room);
	t.is(press(['pageup', 'pagedown'], log, many).state.log.cursor, undefined);
});

test('older events are asked for when the first known ones are near, once at a time', t => {
	const {state, effects} = press(['home'], log, many);
	t.deepEqual(effects, [{type: 'ask', question: {type: 'past-events', limit: pageOfEvents, before: 1001}}]);
	t.is(state.log.cursor, 1001);
	t.deepEqual(press(['up', 'home'], state, many).effects, []);
	const answered = receive(
		state,
		{type: 'past-events', before: 1001, limit: pageOfEvents, events: from(1, 1000)},
		{...many, events: from(1050, 100)},
	);
	t.deepEqual(answered.effects, []);
	t.is(answered.state.log.cursor, 1001);
	const rows = visibleEvents(answered.state.log, from(1050, 100));
	t.deepEqual(
		rows.map(({seq}) => seq),
		from(1, 1149).map(({seq}) => seq),
		'there is no gap, though the run went on meanwhile',
	);
});

test('a log that does not fill the screen is filled, filtered or not', t => {
	const few = {...many, events: from(1001, 5)};
	t.deepEqual(press(['4'], initialState, few).effects, [
		{type: 'ask', question: {type: 'past-events', limit: pageOfEvents, before: 1001}},
	]);
	t.deepEqual(press(['4'], initialState, many).effects, []);
	const {state, effects} = press(['/', ...'spike', 'return'], log, many);
	t.is(effects.length, 1);
	const next = receive(state, {type: 'past-events', before: 1001, limit: pageOfEvents, events: from(1, 1000)}, many);
	t.deepEqual(next.effects, [], 'a hundred of them are enough');
	const rare = press(['/', ...'event 7$', 'return'], log, many).state;
	const more = receive(rare, {type: 'past-events', before: 1001, limit: pageOfEvents, events: from(1, 1000)}, many);
	t.is(more.effects.length, 1, 'a filter that finds too few goes on');
	t.deepEqual(receive(more.state, {type: 'past-events', before: 1, limit: pageOfEvents, events: []}, many).effects, []);
});

test('what could not be read is said, and can be asked for again', t => {
	const {state, effects} = press(['home'], log, many);
	const [asked] = effects;
	if (asked?.type !== 'ask') throw new Error('nothing was asked');
	const failed = receive(state, {type: 'failed', question: asked.question, error: 'the disk is gone'}, many).state;
	t.is(failed.notice, 'the disk is gone');
	t.is(press(['up'], failed, many).effects.length, 1);
});

test('filters: a bad one says why and keeps what was typed, Escape takes it away', t => {
	const bad = press(['/', ...'[x', 'return'], log, many).state;
	t.is(bad.notice, '/[x/ is no regular expression: Unterminated character class');
	t.is(bad.draft, '[x');
	t.is(bad.mode, 'filter');
	const good = press(['/', ...'!set', 'return'], log, many).state;
	t.is(good.log.filter?.text, '!set');
	t.is(press(['/'], good, many).state.draft, '!set');
	t.is(press(['escape'], good, many).state.log.filter, undefined);
	t.is(press(['/', 'escape'], good, many).state.log.filter, undefined);
	t.is(press(['/', 'ctrl-u', 'return'], good, many).state.log.filter, undefined);
	t.is(press(['l', 'l', 'l'], log, many).state.log.level, 'error');
	t.is(press(['l', 'l', 'l', 'l'], log, many).state.log.level, 'all');
});

test('Enter shows an event whole; with the focus on it the arrows scroll it', t => {
	const whole = press(['up', 'return'], log, many).state;
	t.true(whole.log.detail);
	t.is(press(['up'], whole, many).state.log.cursor, 1098);
	const scrolled = press(['tab', 'tab', 'down', 'down', 'up'], whole, many).state;
	t.is(scrolled.focus, 1);
	t.is(scrolled.log.cursor, 1099);
	t.is(scrolled.log.top, 0, 'an event that is shown whole has nothing to scroll');
	t.false(press(['return'], whole, many).state.log.detail);
	t.is(press(['return'], log, around).state.notice, 'there is no event to show');
});

test('y copies the chosen event as it is recorded', t => {
	const {effects} = press(['up', 'y'], log, many);
	const [copy] = effects;
	if (copy?.type !== 'copy') throw new Error('nothing was copied');
	t.like(JSON.parse(copy.text), {seq: 1099, message: 'event 1099'});
	t.false('times' in JSON.parse(copy.text));
	t.is(press(['y'], log, around).state.notice, 'there is no event to copy');
});

test('an empty log has no rows', t => {
	t.deepEqual(logWindow([], emptyLog, 10), {from: 0, to: 0, chosen: 0});
	t.notThrows(() => press(['up', 'down', 'pageup', 'home', 'end', 'return'], log, around));
});

test('Escape closes the event that is shown whole, and then takes the filter away', t => {
	const filter = press(['/', ...'event', 'return'], log, many).state;
	const open = press(['up', 'return'], filter, many).state;
	t.true(open.log.detail);
	const closed = press(['escape'], open, many).state;
	t.false(closed.log.detail);
	t.truthy(closed.log.filter);
	t.is(press(['escape'], closed, many).state.log.filter, undefined);
});

test('news is told while an event is shown whole, also where the list has no room', t => {
	const theme = createTheme('ascii', 0);
	for (const [height, keys] of [
		[40, ['up', 'return']],
		[14, ['up', 'return']],
		[40, ['up', 'return', 'tab', 'tab', 'z']],
	] as const) {
		const where = {...many, height};
		const open = press(keys, log, where).state;
		const {state} = receive(open, {type: 'notice', text: 'copied, 12 bytes'}, where);
		const context = {state, around: where, frame: frameOf({events: many.events}), theme};
		t.regex(eventView(context as unknown as ScreenContext).join('\n'), /copied, 12 bytes/, `${height} ${keys.at(-1)}`);
	}
});

test('a log that takes in no more says so', t => {
	const state = press(['up'], log, many).state;
	const cut = {...state, log: {...state.log, cut: true}};
	const frame = frameOf({events: many.events});
	const title = (of: ScreenState) =>
		eventView({state: of, around: many, frame, theme: createTheme('ascii', 0)} as unknown as ScreenContext)[0] ?? '';
	t.regex(title(cut), /newer ones left out, End follows/);
	t.notRegex(title(state), /left out/);
});
