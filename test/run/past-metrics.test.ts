import {appendFileSync, renameSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {createMetricsHistory} from '../../source/run/past-metrics.ts';
import {failure, scratch} from '../records/scratch.ts';
import {begun, growLog, row, rows, writeLog} from './past-log.ts';

const name = 'metrics.jsonl';
const time = (index: number) => begun + 100 * index;

test('a short log: every bucket has mean, smallest and largest of its rows, and the middle one', async t => {
	const folder = scratch(t);
	writeLog(folder, name, rows(0, 10));
	const slice = await createMetricsHistory(folder)({points: 2});
	t.is(slice.first, time(0));
	t.is(slice.last, time(9));
	t.deepEqual(slice.series['meanWeight'], {mean: [2, 7], low: [0, 5], high: [4, 9]});
	t.deepEqual(slice.tick, [2, 7]);
	t.deepEqual(slice.at, [time(2), time(7)]);
});

test('the bounds belong to the window, and empty buckets are left out', async t => {
	const folder = scratch(t);
	writeLog(folder, name, [...rows(0, 10), ...rows(90, 100)]);
	const history = createMetricsHistory(folder);
	const slice = await history({from: time(5), to: time(95), points: 91});
	t.deepEqual(slice.tick, [5, 6, 7, 8, 9, 90, 91, 92, 93, 94, 95]);
	t.is(slice.first, time(0));
	t.is(slice.last, time(99));
	t.deepEqual((await history({from: time(20), to: time(80), points: 10})).at, []);
	t.deepEqual((await history({from: time(8), to: time(7), points: 10})).at, []);
});

test('every number is a series, nested ones by their path; stamps are not, and what is missing is no number', async t => {
	const folder = scratch(t);
	writeLog(folder, name, [
		row(0, {entropy: null, observables: {energy: 3, phase: null}}),
		row(1, {entropy: 4, label: 'x'}),
	]);
	const {series} = await createMetricsHistory(folder)({points: 2});
	t.deepEqual(Object.keys(series).sort(), ['entropy', 'meanWeight', 'observables.energy']);
	t.deepEqual(series['entropy']?.mean, [Number.NaN, 4]);
	t.deepEqual(series['observables.energy']?.high, [3, Number.NaN]);
});

test('rows go on in order of time where a restore set the tick back', async t => {
	const folder = scratch(t);
	writeLog(folder, name, [...rows(0, 6), ...rows(6, 9, index => ({tick: index - 4, epoch: 1}))]);
	const slice = await createMetricsHistory(folder)({points: 9});
	t.deepEqual(slice.tick, [0, 1, 2, 3, 4, 5, 2, 3, 4]);
	t.deepEqual(slice.epoch, [0, 0, 0, 0, 0, 0, 1, 1, 1]);
});

test('a damaged line and a torn last one are left out', async t => {
	const folder = scratch(t);
	writeLog(folder, name, [row(0), '{"v":1,"ts', 'null', '{"ts":"never"}', '', row(1)]);
	appendFileSync(join(folder, name), JSON.stringify(row(2)));
	const slice = await createMetricsHistory(folder)({points: 10});
	t.deepEqual(slice.tick, [0, 1]);
});

test('no row yet, and no log', async t => {
	const folder = scratch(t);
	const history = createMetricsHistory(folder);
	t.deepEqual(await history({points: 10}), {first: 0, last: 0, at: [], tick: [], epoch: [], series: {}});
	writeFileSync(join(folder, name), '{"v":1');
	t.deepEqual((await history({points: 10})).at, []);
	const lost = createMetricsHistory(join(folder, 'nowhere'));
	const error = await failure(t, () => lost({points: 10}));
	t.is(error.code, 'log-missing');
});

test('a log that grows is read on, a row that is written in two goes counted once', async t => {
	const folder = scratch(t);
	const history = createMetricsHistory(folder);
	const text = `${JSON.stringify(row(1))}\n`;
	writeLog(folder, name, rows(0, 1));
	for (const part of [text.slice(0, 20), text.slice(20)]) {
		const before = (await history({points: 100})).tick;
		t.deepEqual(before, [0]);
		appendFileSync(join(folder, name), part);
	}
	t.deepEqual((await history({points: 100})).tick, [0, 1]);
	growLog(folder, name, rows(2, 5000));
	const slice = await history({points: 5000});
	t.is(slice.tick.length, 2000);
	t.is(slice.last, time(4999));
});

test('rotated parts are one log; a rotation between two questions loses and doubles nothing', async t => {
	const folder = scratch(t);
	writeLog(folder, `${name}.1`, rows(0, 3000));
	writeLog(folder, `${name}.2`, rows(3000, 6000));
	writeLog(folder, name, rows(6000, 7000));
	writeLog(folder, `${name}.old`, rows(7000, 8000));
	const history = createMetricsHistory(folder);
	const before = await history({points: 2000});
	t.is(before.last, time(6999));
	renameSync(join(folder, name), join(folder, `${name}.3`));
	t.deepEqual(await history({points: 2000}), before);
	writeLog(folder, name, rows(7000, 7010));
	const across = await history({from: time(2990), to: time(3009), points: 20});
	t.deepEqual(
		across.tick,
		Array.from({length: 20}, (_, at) => 2990 + at),
	);
	t.deepEqual((await history({from: time(6999), to: time(7000), points: 2})).tick, [6999, 7000]);
});

test('of a long log the means are those of all rows, and no extreme is lost', async t => {
	const folder = scratch(t);
	const spike = 41_234;
	const pad = 'x'.repeat(300);
	const count = 80_000; // 35 MB: far more pieces than are read row by row
	writeLog(
		folder,
		name,
		rows(0, count, index => ({pad, meanWeight: index % 10, tickMs: index === spike ? 99 : 1})),
	);
	const history = createMetricsHistory(folder);
	const whole = await history({points: 50});
	t.is(whole.at.length, 50);
	for (const mean of whole.series['meanWeight']?.mean ?? []) t.true(Math.abs(mean - 4.5) < 0.1);
	const high = whole.series['tickMs']?.high ?? [];
	t.is(high.indexOf(99), Math.floor((spike / count) * 50));
	t.is(high.filter(value => value === 99).length, 1);
	t.deepEqual(await history({points: 50}), whole);
	// The same stretch, found by search and read row by row.
	const near = await createMetricsHistory(folder)({from: time(spike - 2), to: time(spike + 2), points: 5});
	t.deepEqual(near.series['tickMs']?.mean, [1, 1, 99, 1, 1]);
	growLog(folder, name, rows(count, count + 10));
	t.is((await history({points: 50})).last, time(count + 9));
});

test('a row longer than a piece is found like any other', async t => {
	const folder = scratch(t);
	const long = {observables: Object.fromEntries(Array.from({length: 20_000}, (_, at) => [`o${at}`, at]))};
	writeLog(folder, name, [...rows(0, 300), row(300, long), ...rows(301, 600)]);
	const history = createMetricsHistory(folder);
	t.deepEqual((await history({from: time(299), to: time(301), points: 3})).tick, [299, 300, 301]);
	t.is((await history({points: 3})).series['observables.o19999']?.high.at(-2), 19_999);
});

test('many who ask at once get the same', async t => {
	const folder = scratch(t);
	writeLog(folder, name, rows(0, 5000));
	const history = createMetricsHistory(folder);
	const slices = await Promise.all(Array.from({length: 20}, () => history({points: 30})));
	for (const slice of slices) t.deepEqual(slice, await createMetricsHistory(folder)({points: 30}));
});

test('a log whose torn end the next process cut is read as it is then', async t => {
	const folder = scratch(t);
	writeLog(folder, name, rows(0, 20));
	const history = createMetricsHistory(folder);
	const whole = rows(0, 10).reduce((bytes: number, each) => bytes + JSON.stringify(each).length + 1, 0);
	await history({points: 5});
	truncateSync(join(folder, name), whole);
	t.deepEqual((await history({points: 20})).tick, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
