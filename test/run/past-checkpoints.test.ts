import {appendFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {voidModel} from '../../source/dynamics/void/model.ts';
import {type SavedState, writeCheckpoint} from '../../source/records/checkpoint.ts';
import {liveParameters} from '../../source/run/parameters.ts';
import {compareCheckpoints, verifyCheckpoint} from '../../source/run/past-checkpoints.ts';
import {startSettings} from '../../source/run/settings.ts';
import {savedContext, savedState} from '../records/fields.ts';
import {failure, scratch} from '../records/scratch.ts';

const parameters = liveParameters(voidModel);
const usual = startSettings(voidModel, {}, undefined);
const context = savedContext({file: 'graph-0.npz', sha256: '00'});

const save = (
	folder: string,
	change: Partial<SavedState>,
	settings: Readonly<Record<string, unknown>> = usual as never,
) => writeCheckpoint(folder, savedState(change), {...context, settings}, new Date(0));

test('a checkpoint is what was saved until its file changes or goes', async t => {
	const folder = scratch(t);
	const entry = await save(folder, {tick: 7});
	const good = await verifyCheckpoint(folder, [entry], entry.file);
	t.deepEqual(good, {
		file: 'state_7.npz',
		ok: true,
		detail: `state_7.npz: is what was saved, SHA-256 ${entry.sha256.slice(0, 12)}`,
	});
	appendFileSync(join(folder, entry.file), 'x');
	const changed = await verifyCheckpoint(folder, [entry], entry.file);
	t.false(changed.ok);
	t.regex(changed.detail, /^state_7\.npz: its content is not what was saved: SHA-256 [\da-f]{12}, saved [\da-f]{12}$/);
	rmSync(join(folder, entry.file));
	const gone = await verifyCheckpoint(folder, [entry], entry.file);
	t.deepEqual(gone, {file: 'state_7.npz', ok: false, detail: 'state_7.npz: the file is gone'});
});

test('a name that the run does not list, and what is no name, are refused', async t => {
	const folder = scratch(t);
	const entry = await save(folder, {tick: 7});
	const unknown = await failure(t, () => verifyCheckpoint(folder, [entry], 'state_8.npz'));
	t.is(unknown.code, 'checkpoint-missing');
	t.regex(unknown.message, /^state_8\.npz: the run has no checkpoint of that name; its newest are state_7\.npz$/);
	const none = await failure(t, () => verifyCheckpoint(folder, [], entry.file));
	t.regex(none.message, /it has none yet$/);
	for (const name of ['../state_7.npz', '', 'a/b']) {
		t.is((await failure(t, () => verifyCheckpoint(folder, [entry], name))).kind, 'usage');
		t.is((await failure(t, () => compareCheckpoints(folder, parameters, name, entry.file))).kind, 'usage');
	}
	const missing = await failure(t, () => compareCheckpoints(folder, parameters, entry.file, 'state_8.npz'));
	t.is(missing.code, 'checkpoint-missing');
});

test('a comparison finds the nodes, the differences and the settings that differ', async t => {
	const folder = scratch(t);
	await save(folder, {
		tick: 1,
		variables: {W: Float32Array.of(0, 0.5, 1, Number.NaN), only: new Float32Array(4)},
		stimulus: new Float32Array(4),
	});
	await save(
		folder,
		{tick: 2, variables: {W: Float32Array.of(0, 1, 4, 2)}, stimulus: new Float32Array(4)},
		{...usual, hz: 20, preset: 'custom', parameters: {...usual.parameters, alpha: 0.5}, checkpointEvery: undefined},
	);
	const found = await compareCheckpoints(folder, parameters, 'state_1.npz', 'state_2.npz');
	t.deepEqual(found.variables, {
		W: {largest: 3, largestNode: 2, rms: Math.sqrt((0.25 + 9) / 3), meanA: 0.5, meanB: 1.75, nodes: 3},
	});
	t.deepEqual(
		found.settings.map(([name, before, after]) => `${name}: ${before} → ${after}`),
		[
			'hz: 10 → 20',
			`domain: ${usual.preset} → custom`,
			`alpha: ${usual.parameters['alpha']} → 0.5`,
			'checkpoint-every: 60 → 0',
		],
	);
});

test('a checkpoint compared with itself differs in nothing, NaN included', async t => {
	const folder = scratch(t);
	const {file} = await save(folder, {tick: 1});
	const {variables, settings} = await compareCheckpoints(folder, parameters, file, file);
	t.deepEqual(settings, []);
	for (const {largest, largestNode, rms, nodes} of Object.values(variables))
		t.deepEqual([largest, largestNode, rms, nodes], [0, -1, 0, 0]);
	t.deepEqual(Object.keys(variables).sort(), ['W', 'u']);
});

test('a setting that the version of a checkpoint did not have is unknown there', async t => {
	const folder = scratch(t);
	const {noise: _noise, parameters: _parameters, ...old} = usual;
	await save(folder, {tick: 1}, old);
	await save(folder, {tick: 2});
	const {settings} = await compareCheckpoints(folder, parameters, 'state_1.npz', 'state_2.npz');
	t.deepEqual(settings, [['noise', 'unknown', 'node']]);
});

test('checkpoints of other sizes are not compared', async t => {
	const folder = scratch(t);
	await save(folder, {tick: 1});
	await save(folder, {tick: 2, variables: {W: new Float32Array(2)}, stimulus: new Float32Array(2)});
	const error = await failure(t, () => compareCheckpoints(folder, parameters, 'state_1.npz', 'state_2.npz'));
	t.is(error.code, 'checkpoint-fit');
	t.is(error.message, 'state_1.npz has 3 nodes and state_2.npz 2: no comparison');
});
