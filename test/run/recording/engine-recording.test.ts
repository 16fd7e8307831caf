import test from 'ava';
import {generate} from '../../../source/connectome/topologies.ts';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {layoutOf, readRow} from '../../../source/records/recording/layout.ts';
import type {Emission, Unstamped} from '../../../source/run/emission.ts';
import {createBatchPool, letGo} from '../../../source/run/recording/batches.ts';
import {createEngineRecording} from '../../../source/run/recording/engine-recording.ts';
import {gatherFrom} from '../../../source/run/recording/gather.ts';
import {newRecorder} from '../../../source/run/recording/plan.ts';

type Rows = Extract<Emission, {type: 'rows'}>;

/** Recorders on a field that is set by hand, in a thread whose clock stands still. */
function recording(n = 20) {
	const graph = generate('knn', n, 4, 1);
	const ground = {graph, model: voidModel};
	const field = new Float32Array(n);
	const said: Rows[] = [];
	let now = 0;
	const engine = createEngineRecording({
		...ground,
		fresh: () => undefined,
		gather: (_, nodes, values) => gatherFrom(field, nodes, values),
		figure: metric => (metric === 'cohesion' ? 7 : Number.NaN),
		emit: (emission: Unstamped) => void said.push(emission as Rows),
		now: () => now,
	});
	return {
		field,
		engine,
		said,
		follow: (...specs: readonly string[]) =>
			engine.follow(
				specs.map(spec => newRecorder(spec, [], ground)),
				0,
			),
		tick(tick: number, ms = 10) {
			now += ms;
			engine.take({tick, epoch: 2, time: tick / 10});
		},
	};
}

const ofNodes = (count: number) => layoutOf([{name: 'W', type: '<f4', count}]);

function rowsIn({bytes, used}: Rows, layout: ReturnType<typeof layoutOf>) {
	const view = new DataView(bytes.buffer);
	return Array.from({length: used / layout.bytes}, (_, i) => readRow(view, i * layout.bytes, layout));
}

test('a row at every tick that is a multiple of the interval, sent a few times a second', t => {
	const {field, tick, follow, said} = recording();
	follow('nodes=2,0 every=3t');
	for (let at = 1; at <= 12; at++) {
		field.fill(at);
		field[2] = -at;
		tick(at);
	}
	t.is(said.length, 1, 'not before a tenth of a second');
	const layout = ofNodes(2);
	t.deepEqual(
		rowsIn(said[0]!, layout),
		[3, 6, 9].map(at => [at, 2, at / 10, [-at, at]]),
	);
});

test('metrics, and seconds of wall time', t => {
	const {tick, follow, said, engine} = recording();
	follow('metrics=cohesion every=1s');
	for (let at = 1; at <= 25; at++) tick(at, 100);
	engine.flush();
	const rows = said.flatMap(each => rowsIn(each, layoutOf([{name: 'cohesion', type: '<f8'}])));
	t.deepEqual(rows, [
		[10, 2, 1, 7],
		[20, 2, 2, 7],
	]);
});

test('a crossing is told once, when a node comes over the level', t => {
	const {field, tick, follow, said, engine} = recording();
	field[1] = 0.9;
	follow('nodes=all above=0.5');
	const course = [0.5, 0.6, 0.7, 0.2, 0.51];
	course.forEach((value, i) => {
		field[4] = value;
		tick(i + 1);
	});
	engine.begin();
	field[4] = 0.1;
	engine.begin(); // another state: what it is now is no crossing
	field[4] = 0.9;
	engine.begin();
	tick(6);
	engine.flush();
	const rows = said.flatMap(each => rowsIn(each, layoutOf([{name: 'node', type: '<i4'}])));
	t.deepEqual(rows, [
		[2, 2, 0.2, 4],
		[5, 2, 0.5, 4],
	]);
});

test('what the disk does not take in time is counted, and recording goes on when it does', t => {
	const {tick, follow, said, engine} = recording(100_000);
	follow('nodes=all');
	for (let at = 1; at <= 300; at++) tick(at, 1);
	engine.flush();
	const sent = said.flatMap(each =>
		rowsIn(
			{...each, used: each.used > 0 ? 400_020 * Math.floor(each.used / 400_020) : 0},
			{...ofNodes(0), bytes: 400_020},
		),
	);
	const lost = said.at(-1)?.lost ?? 0;
	t.is(sent.length + lost, 300);
	t.true(lost > 100, String(lost));
	for (const each of said.splice(0)) letGo(each);
	tick(301);
	engine.flush();
	t.is(said[0]?.used, 400_020);
	t.is(said[0]?.lost, lost);
});

test('ending a recorder sends what it has, and one that stays goes on', t => {
	const {tick, follow, said} = recording();
	follow('nodes=1', 'nodes=2 name=other');
	tick(1);
	follow('nodes=2 name=other');
	t.deepEqual(
		said.map(({name, used}) => [name, used]),
		[
			['W', 24],
			['other', 24],
		],
	);
	tick(2, 200);
	t.deepEqual(
		said.map(({name}) => name),
		['W', 'other', 'other'],
	);
});

test('memory of recorders that have ended is let go', t => {
	const pool = createBatchPool(1024 * 1024);
	for (let round = 0; round < 10; round++) {
		const rowBytes = 24 + 4 * round;
		let taken = 0;
		while (pool.take(rowBytes)) taken++;
		t.true(taken >= 3, `round ${round}: ${taken}`);
		pool.keep([rowBytes]);
		t.is(pool.take(rowBytes), undefined, 'what is in use stays');
		pool.keep([]);
	}
});
