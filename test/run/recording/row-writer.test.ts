import {join} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {fileFailure} from '../../../source/records/files.ts';
import {layoutOf, writeStamp} from '../../../source/records/recording/layout.ts';
import {openRecordFile} from '../../../source/records/recording/record-file.ts';
import {createRowWriter, type RowBatch} from '../../../source/run/recording/row-writer.ts';
import {npyRows, ticksOf} from '../../records/recording/npy-rows.ts';
import {failure, scratch} from '../../records/scratch.ts';

const layout = layoutOf([{name: 'node', type: '<i4'}]);
const about = {name: 'up', to: 'npy', layout, nodes: [7], units: {}, spec: 'nodes=7 above=1 every=1t to=npy'} as const;

/** A batch with the row of a tick. */
function batch(tick: number): RowBatch {
	const bytes = new Uint8Array(new SharedArrayBuffer(layout.bytes));
	writeStamp(new DataView(bytes.buffer), 0, tick, 0, tick);
	const hold = Int32Array.of(1);
	return {type: 'rows', at: 0, epoch: 0, tick, name: 'up', bytes, used: layout.bytes, hold, lost: 0};
}

/** A writer on a disk that is full for the first `full` times that a file is opened. */
function writing(t: ExecutionContext, full: number) {
	const folder = scratch(t);
	const told: string[] = [];
	let tries = 0;
	const writer = createRowWriter({
		folder,
		rowBytes: layout.bytes,
		about: () => about,
		before: undefined,
		async open(...args) {
			tries++;
			if (tries <= full) throw fileFailure(Object.assign(new Error('no'), {code: 'ENOSPC'}), 'up.npy');
			return openRecordFile(...args);
		},
		opened: () => void told.push('opened'),
		held: ({code}) => void told.push(code),
		released: () => void told.push('released'),
		failed: message => void told.push(message),
	});
	const ticks = () => ticksOf(npyRows(join(folder, 'up.npy'), [{name: 'node', type: '<i4'}]));
	return {writer, told, ticks};
}

test('a file that a full disk does not let open is tried again; its rows wait, and whoever needs them on disk is told', async t => {
	const {writer, told, ticks} = writing(t, 2);
	writer.take(batch(1));
	t.is((await failure(t, () => writer.flush())).code, 'disk-full');
	writer.take(batch(2));
	while (!writer.file) await setTimeout(20);
	writer.take(batch(3));
	await writer.flush();
	t.deepEqual(ticks(), [1, 2, 3]);
	t.deepEqual(told, ['disk-full', 'opened']);
	await writer.close();
	t.is(writer.failure, undefined);
});

test('at the end it is tried once more, then what is lost is told and counted', async t => {
	const {writer, told} = writing(t, Number.POSITIVE_INFINITY);
	const last = batch(1);
	writer.take(last);
	await failure(t, () => writer.flush());
	await writer.close();
	t.deepEqual(told, ['disk-full', 'up.npy: no space left to write']);
	t.is(writer.dropped, 1);
	t.is(last.hold[0], 0, 'its memory is let go');
	writer.take(batch(2));
	t.is(writer.dropped, 2);
	await writer.flush();
});

test('the end writes all that was taken', async t => {
	const {writer, ticks} = writing(t, 0);
	for (let tick = 1; tick <= 50; tick++) writer.take(batch(tick));
	await writer.close();
	t.is(ticks().length, 50);
});
