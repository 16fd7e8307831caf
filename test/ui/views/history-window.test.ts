import test from 'ava';
import fc from 'fast-check';
import type {HistorySlice} from '../../../source/run/past.ts';
import {
	backToLive,
	type HistoryState,
	historyReceived,
	historyWindow,
	isHistory,
	liveHistory,
	scrollBack,
	scrollOn,
	showWhole,
	zoomIn,
	zoomOut,
} from '../../../source/ui/views/history.ts';

const minute = 60_000;
const first = Date.parse('2026-11-21T10:00:00.000Z');
const now = first + 120 * minute;
const sliceOf = (last = now): HistorySlice => ({
	first,
	last,
	at: [first, last],
	tick: [0, 1],
	epoch: [0, 0],
	series: {},
});

/** Looking back at a run of two hours. */
const opened = historyReceived(scrollBack(liveHistory, now), sliceOf(), now);
const minutes = (state: HistoryState) => {
	const {from = first, to = now} = historyWindow(state, now);
	return [(from - first) / minute, (to - first) / minute];
};

test('the first look back shows the last minutes, and goes on a quarter at a time up to the begin', t => {
	t.false(isHistory(liveHistory));
	t.true(isHistory(opened));
	t.deepEqual(minutes(opened), [115, 120]);
	t.deepEqual(minutes(scrollBack(opened, now)), [113.75, 118.75]);
	let state = opened;
	for (let times = 0; times < 200; times++) state = scrollBack(state, now);
	t.deepEqual(minutes(state), [0, 5]);
	t.deepEqual(minutes(scrollOn(state, now)), [1.25, 6.25]);
	for (let times = 0; times < 200; times++) state = scrollOn(state, now);
	t.deepEqual(minutes(state), [115, 120]);
	t.is(scrollOn(liveHistory, now), liveHistory);
});

test('the zoom goes about the middle, at the end of the run about its end, up to the whole run and back', t => {
	const middle = {...opened, end: first + 60 * minute};
	t.deepEqual(minutes(zoomOut(middle, now)), [52.5, 62.5]);
	t.deepEqual(minutes(zoomIn(middle, now)), [56.5, 58.5]);
	t.deepEqual(minutes(zoomIn(opened, now)), [118, 120]);
	let state = middle;
	for (let times = 0; times < 9; times++) state = zoomOut(state, now);
	t.is(state.shown, 'whole');
	t.deepEqual(historyWindow(state, now), {points: 360});
	t.deepEqual(minutes(zoomIn(state, now)), [60, 120]);
	for (let times = 0; times < 30; times++) state = zoomIn(state, now);
	t.is(state.span, 10_000);
	t.deepEqual(minutes(zoomOut(liveHistory, now)), [115, 120]);
});

test('End goes back to the live panels and forgets what was read; the zoom stays', t => {
	const state = backToLive(zoomIn(opened, now));
	t.false(isHistory(state));
	t.is(state.slice, undefined);
	t.deepEqual(minutes(scrollBack(state, now)), [118, 120]);
	t.is(historyReceived(state, sliceOf(), now), state);
});

test('a run that ended long ago, or on a host with another clock, is found by its first answer', t => {
	const later = now + 1e9;
	const state = historyReceived(scrollBack(liveHistory, later), sliceOf(), later);
	t.deepEqual(historyWindow(state, later), {from: now - 5 * minute, to: now, points: 360});
});

test('a run that is shorter than the window is shown whole', t => {
	const state = historyReceived(scrollBack(liveHistory, now), sliceOf(first + minute), now);
	t.is(state.shown, 'whole');
	t.is(scrollBack(state, now).shown, 'whole');
	t.is(zoomIn(state, now).span, 30_000);
});

test('a run without a row yet stays where it was asked for', t => {
	const empty: HistorySlice = {first: 0, last: 0, at: [], tick: [], epoch: [], series: {}};
	const state = historyReceived(scrollBack(liveHistory, now), empty, now);
	t.is(historyWindow(state, now).to, now);
});

test('no keys lead out of the run', t => {
	const steps = [scrollBack, scrollOn, zoomIn, zoomOut, showWhole];
	fc.assert(
		fc.property(
			fc.array(fc.nat(steps.length - 1), {maxLength: 40}),
			fc.integer({min: 20_000, max: 1e9}),
			(keys, span) => {
				const last = first + span;
				let state = historyReceived(scrollBack(liveHistory, last), sliceOf(last), last);
				for (const key of keys) state = steps[key]?.(state, last) ?? state;
				const {from = first, to = last} = historyWindow(state, last);
				t.true(from >= first && to <= last && to - from >= 10_000);
			},
		),
	);
});
