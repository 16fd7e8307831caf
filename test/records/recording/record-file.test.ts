import {
	appendFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {layoutOf, type RowLayout, writeStamp} from '../../../source/records/recording/layout.ts';
import {npyHead} from '../../../source/records/recording/npy-head.ts';
import {openRecordFile, type RecordAbout} from '../../../source/records/recording/record-file.ts';
import {hasNumpy, numpy} from '../numpy.ts';
import {scratch} from '../scratch.ts';
import {smallFile} from '../small-file.ts';

const layout = layoutOf([{name: 'W', type: '<f4', count: 3}]);
const about = (to: RecordAbout['to'], own: Partial<RecordAbout> = {}): RecordAbout => ({
	name: 'W',
	to,
	layout,
	nodes: [4, 5, 6],
	units: {W: '1', time: 's'},
	spec: 'nodes=4-6 every=1t',
	...own,
});

const never = {
	onError(error: Error) {
		throw error;
	},
};

/** Rows of ticks `from` … `to` whose values are the tick and its fractions. */
function rows(from: number, to: number, {bytes}: RowLayout = layout): Uint8Array {
	const memory = new Uint8Array(new SharedArrayBuffer((to - from + 1) * bytes));
	const view = new DataView(memory.buffer);
	for (let tick = from; tick <= to; tick++) {
		const at = (tick - from) * bytes;
		writeStamp(view, at, tick, 1, tick / 10);
		for (let i = 0; i < 3; i++) view.setFloat32(at + 20 + 4 * i, tick + i / 10, true);
	}
	return memory;
}

const load = `
a = np.load(sys.argv[1], mmap_mode='r')
print(json.dumps({'dtype': str(a.dtype), 'n': len(a), 'ticks': a['tick'].tolist()[-2:], 'last': a['W'].tolist()[-1:], 'epochs': sorted(set(a['epoch'].tolist()))}))
`;

(hasNumpy ? test : test.skip)('numpy maps a file of rows at any moment while it grows', async t => {
	const folder = join(scratch(t), 'records');
	const file = await openRecordFile(folder, about('npy'), never);
	const path = join(folder, file.file);
	t.like(numpy(load, path), {n: 0, ticks: []});
	let last = 0;
	for (const to of [1, 9, 10, 99, 100, 1234]) {
		file.add(rows(last + 1, to));
		await file.flush();
		last = to;
		t.like(numpy(load, path), {n: to, epochs: [1]}, String(to));
	}
	t.deepEqual(numpy(load, path), {
		dtype: "[('tick', '<i8'), ('epoch', '<i4'), ('time', '<f8'), ('W', '<f4', (3,))]",
		n: 1234,
		ticks: [1233, 1234],
		last: [[1234, 1234.1, 1234.2].map(Math.fround)],
		epochs: [1],
	});
	await file.close();
	t.is(statSync(path).size, npyHead(layout).bytes.length + 1234 * layout.bytes);
	t.like(JSON.parse(readFileSync(join(folder, 'W.json'), 'utf8')), {
		v: 1,
		name: 'W',
		file: 'W.npy',
		nodes: [4, 5, 6],
		rowBytes: 32,
	});
});

test('the head keeps its length and place whatever the number of rows', t => {
	const head = npyHead(layout);
	t.is(head.bytes.length % 64, 0);
	for (const count of [0, 7, 12_345_678, Number.MAX_SAFE_INTEGER]) {
		const bytes = Buffer.from(head.bytes);
		bytes.set(head.count(count), head.countAt);
		t.regex(bytes.toString('latin1', 10), new RegExp(`'shape': \\( *${count},\\), \\} *\\n$`));
	}
	t.is(npyHead(layoutOf([{name: 'θ', type: '<f8'}])).bytes[6], 3, 'names of Unicode need format 3.0');
});

test('a torn row is cut, rows that the head does not count are, and the file goes on', async t => {
	const folder = scratch(t);
	const first = await openRecordFile(folder, about('npy'), never);
	first.add(rows(1, 5));
	await first.close();
	const path = join(folder, 'W.npy');
	const whole = readFileSync(path);
	const head = npyHead(layout);
	for (const size of [whole.length - 1, whole.length - 31, head.bytes.length + 7, head.bytes.length, 100, 0]) {
		writeFileSync(path, whole);
		truncateSync(path, size);
		const file = await openRecordFile(folder, about('npy'), never);
		const kept = Math.max(0, Math.floor((size - head.bytes.length) / layout.bytes));
		file.add(rows(6, 7));
		await file.close();
		t.is(statSync(path).size, head.bytes.length + (kept + 2) * layout.bytes, String(size));
		t.true(
			readFileSync(path)
				.subarray(head.countAt)
				.toString('latin1', 0, 20)
				.endsWith(` ${kept + 2}`),
		);
	}
	writeFileSync(path, Buffer.concat([head.bytes, rows(1, 3)]));
	const file = await openRecordFile(folder, about('npy'), never);
	t.true(readFileSync(path).subarray(head.countAt).toString('latin1', 0, 20).endsWith(' 3'));
	await file.close();
});

test('csv has a line of heads and exact numbers', async t => {
	const folder = scratch(t);
	const file = await openRecordFile(folder, about('csv', {names: ['A', 'B,"C"', 'D']}), never);
	const bytes = rows(1, 2);
	new DataView(bytes.buffer).setFloat32(20, Number.NaN, true);
	new DataView(bytes.buffer).setFloat32(24, Number.NEGATIVE_INFINITY, true);
	file.add(bytes);
	await file.close();
	t.deepEqual(readFileSync(join(folder, 'W.csv'), 'utf8').split('\n'), [
		'tick,epoch,time,W_A,"W_B,""C""",W_D',
		`1,1,0.1,nan,-inf,${Math.fround(1.2)}`,
		`2,1,0.2,2,${Math.fround(2.1)},${Math.fround(2.2)}`,
		'',
	]);
	appendFileSync(join(folder, 'W.csv'), '3,1,0.3,3');
	const again = await openRecordFile(folder, about('csv', {names: ['A', 'B,"C"', 'D']}), never);
	t.is(again.cut, 9);
	again.add(rows(3, 3));
	await again.close();
	t.is(readFileSync(join(folder, 'W.csv'), 'utf8').split('\n').length, 5);
});

test('json lines have a version, and null for what is no number', async t => {
	const folder = scratch(t);
	const file = await openRecordFile(folder, about('jsonl'), never);
	const bytes = rows(1, 1);
	new DataView(bytes.buffer).setFloat32(24, Number.NaN, true);
	file.add(bytes);
	await file.close();
	t.deepEqual(JSON.parse(readFileSync(join(folder, 'W.jsonl'), 'utf8')), {
		v: 1,
		tick: 1,
		epoch: 1,
		time: 0.1,
		W: [1, null, Math.fround(1.2)],
	});
});

test('a file with other rows is never written over', async t => {
	const folder = scratch(t);
	mkdirSync(join(folder, 'x'));
	const open = async (each: RecordAbout) => {
		const file = await openRecordFile(folder, each, never);
		file.add(rows(1, 1));
		await file.close();
		return file.file;
	};
	t.is(await open(about('npy')), 'W.npy');
	t.is(await open(about('npy')), 'W.npy');
	t.is(await open(about('npy', {nodes: [1, 2, 3]})), 'W-2.npy');
	t.is(await open(about('csv')), 'W-3.csv');
	t.is(await open(about('npy', {nodes: [1, 2, 3]})), 'W-2.npy');
	t.is(
		await open(about('npy', {name: 'W-2', nodes: [1, 2, 3]})),
		'W-2-2.npy',
		'the file of a recorder of another name',
	);
	t.is(await open(about('npy', {spec: 'nodes=4-6 every=2t'})), 'W-4.npy', 'rows of other moments');
	writeFileSync(join(folder, 'left.npy'), 'rows of whatever');
	t.is(await open(about('npy', {name: 'left'})), 'left-2.npy');
	t.is(readFileSync(join(folder, 'left.npy'), 'utf8'), 'rows of whatever');
	writeFileSync(join(folder, 'mine.json'), 'no JSON');
	t.is(await open(about('npy', {name: 'mine'})), 'mine-2.npy');
	t.is(readFileSync(join(folder, 'mine.json'), 'utf8'), 'no JSON');
	t.false(existsSync(join(folder, 'mine.npy')));
	t.false(readdirSync(folder).some(name => name.endsWith('.tmp')));
});

test('a folder that can’t be made is one clear line', async t => {
	const folder = scratch(t);
	writeFileSync(join(folder, 'records'), '');
	await t.throwsAsync(openRecordFile(join(folder, 'records'), about('npy'), never), {
		code: 'write-failed',
		message: /records: can't be written/,
	});
});

test('while the disk is full rows wait, and all of them come when it is not', async t => {
	const small = smallFile();
	const told: string[] = [];
	const file = await openRecordFile(scratch(t), about('jsonl'), {
		...never,
		open: small.open,
		holding: {
			held: (_, error) => void told.push(error.code),
			released: (_, held) => void told.push(`${held.rows} rows`),
		},
	});
	file.add(rows(1, 4));
	await file.flush();
	small.writes.push({code: 'ENOSPC', taken: 70}, {code: 'ENOSPC'});
	file.add(rows(5, 9));
	await t.throwsAsync(file.flush(), {code: 'disk-full'});
	t.true(file.waiting > 0);
	file.add(rows(10, 12));
	await t.throwsAsync(file.flush(), {code: 'disk-full'});
	await file.flush();
	t.is(file.waiting, 0);
	await file.close();
	const ticks = small
		.bytes()
		.toString()
		.trimEnd()
		.split('\n')
		.map(line => (JSON.parse(line) as {tick: number}).tick);
	t.deepEqual(
		ticks,
		Array.from({length: 12}, (_, i) => i + 1),
	);
	t.is(told[0], 'disk-full');
	t.is(told.length, 2);
});
