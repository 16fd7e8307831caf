import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {readAnyCheckpoint, readCheckpoint} from '../../source/records/checkpoint.ts';
import {readRunDocument} from '../../source/records/run-document.ts';
import {built, library, scratch} from './cli.ts';

test.before(built);

const folder = fileURLToPath(new URL('../golden/npz/', import.meta.url));

for (const name of readdirSync(folder).filter(each => each.endsWith('.npz'))) {
	test(`a run goes on from ${name} of the original program`, async t => {
		const file = join(folder, name);
		const run = join(scratch(t), 'run');
		const {openRun} = await library();
		const going = await openRun({
			resume: file,
			runDirectory: run,
			steps: 5,
			kernel: 'cpu',
			hz: 1000,
			vizEvery: 'never',
		});
		const notes: string[] = [];
		going.onRecord(record => void (record.kind === 'note' && notes.push(String(record['message']))));
		t.is((await going.ended).error, undefined);
		const its = await readAnyCheckpoint(file);
		const [first, last] = await Promise.all(['7', '12'].map(tick => readCheckpoint(join(run, `state_${tick}.npz`))));
		t.deepEqual(first?.state.variables, its.state.variables);
		t.notDeepEqual(last?.state.variables, its.state.variables);
		t.like(last?.settings, {hz: 1000, threshold: 0.15, noise: 'node', preset: 'biology_consciousness'});
		t.like(await readRunDocument(run), {lastTick: 12, epoch: 0, graph: {report: {rows: its.edges?.report.rows}}});
		t.deepEqual(notes, [
			`${file} is of the original program: its W, edges and threshold are taken over, the rest begins anew`,
		]);
	});
}
