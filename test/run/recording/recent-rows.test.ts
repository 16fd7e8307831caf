import test from 'ava';
import {generate} from '../../../source/connectome/topologies.ts';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {stampBytes, writeStamp} from '../../../source/records/recording/layout.ts';
import {planRecorder, type RecorderPlan} from '../../../source/run/recording/plan.ts';
import {createRecentRows} from '../../../source/run/recording/recent-rows.ts';

const ground = {graph: generate('knn', 30, 4, 1), model: voidModel};
const plan = (spec: string) => planRecorder({name: 'x', spec}, ground);

/** Rows of these ticks; `write` fills what follows the stamp. */
function rows(
	{layout}: RecorderPlan,
	epoch: number,
	ticks: readonly number[],
	write: (view: DataView, at: number) => void,
) {
	const bytes = new Uint8Array(layout.bytes * ticks.length);
	const view = new DataView(bytes.buffer);
	ticks.forEach((tick, i) => {
		writeStamp(view, i * layout.bytes, tick, epoch, tick);
		write(view, i * layout.bytes + stampBytes);
	});
	return bytes;
}

test('the newest numbers of the first nodes are kept, oldest first', t => {
	const of = plan('nodes=7,3');
	const recent = createRecentRows(of, ground);
	t.is(recent.tick, -1);
	let value = 0;
	const write = (view: DataView, at: number) => {
		view.setFloat32(at, ++value, true);
		view.setFloat32(at + 4, Number.NaN, true);
	};
	for (let tick = 1; tick <= 1100; tick++) recent.take(rows(of, 0, [tick], write));
	t.is(recent.tick, 1100);
	t.deepEqual(recent.traces(3), [
		{label: 'W 7', values: [1098, 1099, 1100]},
		{label: 'W 3', values: [null, null, null]},
	]);
	t.is(recent.traces(5000)[0]?.values.length, 1000);
	t.deepEqual(recent.traces(0), []);
});

test('crossings are kept by place among the nodes; those before a restore are of ticks that come again', t => {
	const of = plan('nodes=9,4,20 above=0.5');
	const recent = createRecentRows(of, ground);
	recent.take(rows(of, 0, [100, 101], (view, at) => view.setInt32(at, 20, true)));
	t.like(recent.crossings(1), {ticks: [100, 101], places: [2, 2], nodes: 3, labels: ['9', '4', '20']});
	recent.take(rows(of, 1, [51], (view, at) => view.setInt32(at, 4, true)));
	t.like(recent.crossings(1), {ticks: [51], places: [1]});
	t.is(recent.tick, 51);
});
