import {stripVTControlCharacters} from 'node:util';
import test from 'ava';
import type {ShownEvent} from '../../../source/run/protocol.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {eventRows} from '../../../source/ui/views/live-events.ts';
import {event} from './frames.ts';

const theme = createTheme('braille', 0);
const rowsOf = (events: readonly ShownEvent[], rows: number) =>
	eventRows(events, 64, rows, theme).map(row => stripVTControlCharacters(row).trimEnd());

test('the newest events, and how many of a kind came in a row', t => {
	const events = [
		event('set', {kind: 'set', tick: 7}),
		event('excited 19 nodes', {kind: 'pulse', tick: 190, times: 1234}),
		event('a message that is longer than there is room for', {kind: 'stimulus', tick: 305, times: 2}),
	];
	t.deepEqual(rowsOf(events, 2), [
		'10:15:05  tick 190  pulse       excited 19 nodes  1,234 in a row',
		'10:15:05  tick 305  stimulus    a message that is l…  2 in a row',
	]);
	t.deepEqual(rowsOf(events, 0), []);
});

test('warnings and errors have marks of their own, so that none hangs on its colour', t => {
	const events = (['info', 'warn', 'error'] as const).map(level => event('disk', {level, kind: 'disk'}));
	t.deepEqual(
		rowsOf(events, 3).map(row => row.slice(-12).trim()),
		['disk', '! disk', '!! disk'],
	);
});
