import {stripVTControlCharacters} from 'node:util';
import test from 'ava';
import type {Event} from '../../../source/run/protocol.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {eventRows} from '../../../source/ui/views/live-events.ts';

const theme = createTheme('braille', 0);
const rowsOf = (events: readonly Event[], rows: number) =>
	eventRows(events, 76, rows, theme).map(row => stripVTControlCharacters(row).trimEnd());

const event = (tick: number, kind: string, message: string, by: string): Event => ({
	v: 1,
	ts: '2026-11-21T10:15:05.001Z',
	seq: tick,
	epoch: 0,
	tick,
	level: 'info',
	kind,
	message,
	data: {by},
});

test('what comes by itself again and again takes one row', t => {
	const pulses = Array.from({length: 30}, (_, i) => event(10 * i, 'pulse', `excited ${i} nodes`, 'synthetic'));
	const paused = event(305, 'pause', 'paused at tick 305', 'key');
	t.deepEqual(rowsOf([...pulses.slice(0, 20), paused, ...pulses.slice(20)], 3), [
		'10:15:05  tick 190  pulse       excited 19 nodes  20 in a row',
		'10:15:05  tick 305  pause       paused at tick 305',
		'10:15:05  tick 290  pulse       excited 29 nodes  10 in a row',
	]);
});

test('what was done at the keys keeps its rows, but single ticks', t => {
	const sets = [1, 2].map(tick => event(tick, 'set', `hz ${tick} → ${tick + 1}`, 'key'));
	const steps = [3, 4].map(tick => event(tick, 'step', `1 tick from ${tick}`, 'key'));
	t.deepEqual(rowsOf([...sets, ...steps], 9), [
		'10:15:05  tick 1  set         hz 1 → 2',
		'10:15:05  tick 2  set         hz 2 → 3',
		'10:15:05  tick 4  step        1 tick from 4  2 in a row',
	]);
});

test('no rows hold no events', t => {
	t.deepEqual(rowsOf([event(1, 'set', 'hz 1 → 2', 'key')], 0), []);
});
