import {readdirSync} from 'node:fs';
import {mkdir, mkdtemp, readdir, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import test from 'ava';
import {generate} from '../../../source/connectome/topologies.ts';
import type {PictureJob} from '../../../source/records/pictures/messages.ts';
import {createPainter, type Painter} from '../../../source/records/pictures/painter.ts';
import {momentOf} from './_graphs.ts';
import {pngSize} from './_png.ts';
import {samples} from './_samples.ts';

/** A painter and an empty folder for one test. */
async function studio(t: import('ava').ExecutionContext): Promise<{painter: Painter; folder: string}> {
	const folder = await mkdtemp(path.join(tmpdir(), 'connectop-pictures-'));
	const painter = createPainter();
	t.teardown(async () => {
		await painter.close();
		await rm(folder, {recursive: true});
	});
	return {painter, folder};
}

const dashboard = (file: string, length = 20): PictureJob => ({kind: 'dashboard', data: samples(length), file});

function connectome(file: string, n: number): PictureJob {
	const {graph: _, ...data} = momentOf(generate('knn', n, 6, 0), new Float32Array(n).fill(0.5));
	return {kind: 'connectome', data, file};
}

test.serial('the thread ends when there is nothing to draw, and the next picture gets a new one', async t => {
	const {painter, folder} = await studio(t);
	painter.graph(generate('knn', 50, 6, 0));
	const threads = () => readdirSync('/proc/self/task').length;
	const before = threads();
	for (const round of [1, 2]) {
		const made = painter.paint(connectome(path.join(folder, `${round}.png`), 50));
		t.true(threads() > before, `round ${round}`);
		t.true((await made).bytes > 0);
		while (threads() > before) await delay(20); // until the test's time is over
	}
});

test('both pictures arrive whole, and nothing else is left in the folder', async t => {
	const {painter, folder} = await studio(t);
	painter.graph(generate('knn', 200, 6, 0));
	t.false(painter.busy);
	const done = Promise.all([
		painter.paint(dashboard(path.join(folder, 'dashboard.png'))),
		painter.paint(connectome(path.join(folder, 'connectome.png'), 200)),
	]);
	t.true(painter.busy);
	const made = await done;
	t.false(painter.busy);
	t.deepEqual((await readdir(folder)).toSorted(), ['connectome.png', 'dashboard.png']);
	const files = await Promise.all(['dashboard.png', 'connectome.png'].map(name => readFile(path.join(folder, name))));
	t.deepEqual(files.map(pngSize), [
		{width: 1600, height: 1000},
		{width: 1400, height: 1400},
	]);
	t.deepEqual(
		made.map(one => one.bytes),
		files.map(file => file.length),
	);
	t.true(made.every(one => one.ms > 0));
});

test('a waiting picture gives way to a newer one for the same file', async t => {
	const {painter, folder} = await studio(t);
	const file = path.join(folder, 'dashboard.png');
	const [first, second, third, other] = [
		painter.paint(dashboard(file, 5)),
		painter.paint(dashboard(file, 500)),
		painter.paint(dashboard(file, 0)),
		painter.paint(dashboard(path.join(folder, 'other.png'), 5)),
	];
	const made = await Promise.all([first, second, third, other]);
	t.is(painter.skipped, 1);
	t.is(made[1], made[2], 'both waited for the picture without samples');
	t.not(made[0].bytes, made[2].bytes);
	t.is(made[0].bytes, made[3].bytes);
	t.is((await readFile(file)).length, made[2].bytes);
});

test('plain arrays are moved, parts of larger ones are not, shared ones stay', async t => {
	const {painter, folder} = await studio(t);
	const ring = new Float64Array(100);
	const shared = new Float64Array(new SharedArrayBuffer(160));
	const data = {...samples(20), meanWeight: ring.subarray(10, 30), cohesion: shared};
	await painter.paint({kind: 'dashboard', data, file: path.join(folder, 'dashboard.png')});
	t.is(data.tick.length, 0, 'moved');
	t.is(ring.length, 100);
	t.is(shared.length, 20);
});

test('a folder that is not there, or a target that is a folder, is an error, and the next picture is drawn', async t => {
	const {painter, folder} = await studio(t);
	await t.throwsAsync(painter.paint(dashboard(path.join(folder, 'missing', 'dashboard.png'))), {
		name: 'ConnectopError',
		code: 'picture-failed',
		message: /^cannot write .*dashboard\.png: ENOENT/,
	});
	const taken = path.join(folder, 'taken.png');
	await mkdir(taken);
	await t.throwsAsync(painter.paint(dashboard(taken)), {
		code: 'picture-failed',
		message: /^cannot write .*taken\.png: EISDIR|EEXIST|ENOTEMPTY/,
	});
	await painter.paint(dashboard(path.join(folder, 'dashboard.png')));
	t.deepEqual((await readdir(folder)).toSorted(), ['dashboard.png', 'taken.png'], 'no draft is left');
});

test('a connectome needs its graph, of its size', async t => {
	const {painter, folder} = await studio(t);
	const file = path.join(folder, 'connectome.png');
	await t.throwsAsync(painter.paint(connectome(file, 50)), {code: 'picture-failed', message: /before its graph/});
	painter.graph(generate('knn', 60, 6, 0));
	await t.throwsAsync(painter.paint(connectome(file, 50)), {
		code: 'picture-failed',
		message: /50 values does not fit a graph of 60/,
	});
	painter.graph(generate('knn', 50, 6, 0));
	await t.notThrowsAsync(painter.paint(connectome(file, 50)));
});

test('an array that cannot be sent fails its own picture only', async t => {
	const {painter, folder} = await studio(t);
	const data = samples(20);
	structuredClone(data.tick, {transfer: [data.tick.buffer as ArrayBuffer]});
	const file = path.join(folder, 'dashboard.png');
	await t.throwsAsync(painter.paint({kind: 'dashboard', data, file}), {code: 'picture-failed'});
	await t.notThrowsAsync(painter.paint(dashboard(file)));
});

test('closing draws what was asked for; later pictures are refused', async t => {
	const {painter, folder} = await studio(t);
	const file = path.join(folder, 'dashboard.png');
	const asked = painter.paint(dashboard(file));
	await Promise.all([painter.close(), painter.close()]);
	t.is((await readFile(file)).length, (await asked).bytes);
	await t.throwsAsync(painter.paint(dashboard(file)), {
		code: 'picture-failed',
		message: /after the painter had closed/,
	});
});
