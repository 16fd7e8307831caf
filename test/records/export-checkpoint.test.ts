import {rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {writeCheckpoint} from '../../source/records/checkpoint.ts';
import {checkpointAt} from '../../source/records/export-checkpoint.ts';
import {writeGraph} from '../../source/records/graph-archive.ts';
import {plainGraph, savedContext, savedState} from './fields.ts';
import {failure, scratch} from './scratch.ts';

test('the checkpoint nearest at or before a tick, the newest where two are at it; damaged ones are passed over', async t => {
	const folder = scratch(t);
	const context = savedContext(await writeGraph(folder, plainGraph));
	const save = (tick: number, epoch: number) =>
		writeCheckpoint(folder, savedState({tick, epoch}), context, new Date(0));
	const entries = [await save(0, 0), await save(100, 0), await save(200, 0), await save(100, 1), await save(150, 1)];
	const notes: string[] = [];
	const found = async (at?: number) => {
		const {state} = await checkpointAt(folder, entries, at, message => notes.push(message));
		return [state.tick, state.epoch];
	};
	t.deepEqual(await found(), [150, 1]);
	t.deepEqual(await found(99), [0, 0]);
	t.deepEqual(await found(100), [100, 1]);
	t.deepEqual(await found(1e9), [200, 0]);
	t.deepEqual(notes, []);
	writeFileSync(join(folder, 'state_200.npz'), 'damaged');
	rmSync(join(folder, 'state_150.1.npz'));
	t.deepEqual(await found(500), [100, 1]);
	t.is(notes.length, 2);
	const {kind, message} = await failure(t, () => checkpointAt(folder, entries.slice(1), 99, () => undefined));
	t.is(kind, 'invalid');
	t.regex(message, /no checkpoint at or before tick 99 can be read; there are 100, 100, 150, 200$/);
});
