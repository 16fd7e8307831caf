import {setTimeout} from 'node:timers/promises';
import test from 'ava';
import {fileFailure} from '../../source/records/files.ts';
import type {RunDocument, RunDocumentFile} from '../../source/records/run-document.ts';
import {patientDocument} from '../../source/run/patient-document.ts';
import {fail, failure} from '../records/scratch.ts';

/** A document whose disk takes nothing while `full` holds. */
function documentOn(disk: {full: string | undefined}) {
	const written: Partial<RunDocument>[] = [];
	let data = {} as RunDocument;
	const file: RunDocumentFile = {
		get data() {
			return data;
		},
		update(change) {
			data = {...data, ...change};
			if (disk.full !== undefined)
				return Promise.reject(fileFailure(Object.assign(new Error('no'), {code: disk.full}), 'run.json'));
			written.push(data);
			return Promise.resolve();
		},
	};
	return {file, written};
}

test('what the disk does not take is written by itself when it does, the newest alone', async t => {
	const disk: {full: string | undefined} = {full: 'EDQUOT'};
	const {file, written} = documentOn(disk);
	const told: string[] = [];
	const holding = {held: () => void told.push('held'), released: () => void told.push('released')};
	const document = patientDocument('run.json', file, holding, fail);
	t.false(await document.update({lastTick: 1}));
	t.false(await document.update({lastTick: 2}));
	disk.full = undefined;
	while (written.length === 0) await setTimeout(20);
	t.deepEqual(written, [{lastTick: 2}] as never);
	t.deepEqual(told, ['held', 'released']);
	t.true(await document.update({lastTick: 3}));
	document.close();
});

test('other failures are thrown, and so is a disk that stays full to the end', async t => {
	const disk = {full: 'EIO'};
	const {file} = documentOn(disk);
	const holding = {held: () => undefined, released: () => undefined};
	const document = patientDocument('run.json', file, holding, fail);
	t.is((await failure(t, () => document.update({}))).code, 'write-failed');
	disk.full = 'ENOSPC';
	t.is((await failure(t, () => document.finish({}))).message, 'run.json: does not tell how the run ended');
});
