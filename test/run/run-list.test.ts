import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {createRunDirectory, type RunDirectory} from '../../source/records/run-directory.ts';
import {createRunDocument} from '../../source/records/run-document.ts';
import {findLiveRun, goingOn} from '../../source/run/run-list.ts';
import {lockRun} from '../../source/run/run-lock.ts';
import {runDocument} from '../records/documents.ts';
import {failure, scratch} from '../records/scratch.ts';

/** A folder with ended runs, all called night. */
async function nights(t: ExecutionContext, count: number): Promise<{cwd: string; runs: readonly RunDirectory[]}> {
	const cwd = scratch(t);
	process.env['XDG_STATE_HOME'] = join(cwd, 'state');
	const runs: RunDirectory[] = [];
	for (let n = 0; n < count; n++) {
		const at = new Date(2026, 10, 21, 9, n);
		const run = await createRunDirectory(at, {}, cwd);
		const document = runDocument({id: run.id, startedAt: at.toISOString(), status: 'ended', name: 'night'});
		await createRunDocument(run.path, document).update({});
		runs.push(run);
	}
	return {cwd, runs};
}

test.serial('of several runs of a name the only live one is meant where a live one is wanted', async t => {
	const {cwd, runs} = await nights(t, 3);
	const [first, second, third] = runs;
	if (!first || !second || !third) return t.fail();
	const none = await failure(t, () => findLiveRun('night', cwd));
	t.regex(none.message, /^run "night": fits 3 runs, among them .*; none is live$/);
	t.deepEqual(await goingOn(runs), runs, 'all of them, to be listed');

	const lock = lockRun(second.path, second.id);
	t.deepEqual(await findLiveRun('night', cwd), second);
	t.deepEqual(await findLiveRun('2026', cwd), second, 'the start of several ids too');
	const other = lockRun(third.path, third.id);
	const {message} = await failure(t, () => findLiveRun('night', cwd));
	t.true(message.startsWith('run "night": fits 2 runs, among them '), message);
	t.false(message.includes(first.path), 'the ended one is not in question');
	lock.release();
	other.release();
});
