import {cpSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import test from 'ava';
import {built} from '../program.ts';
import {finish, root} from './old-node.ts';

test.before(built);

/** Runs CommonJS code beside a copy of dist/ that has no packages around it, every deprecation an error. */
async function runBesideDist(t: {teardown(remove: () => void): void}, code: string) {
	const folder = mkdtempSync(join(tmpdir(), 'connectop-dist-'));
	t.teardown(() => rmSync(folder, {recursive: true}));
	cpSync(join(root, 'dist'), join(folder, 'dist'), {recursive: true});
	// No terminal descriptions but those that are shipped.
	const env = {PATH: process.env['PATH'], HOME: folder, TERMINFO: folder, TERMINFO_DIRS: folder};
	return finish(process.execPath, ['--throw-deprecation', '--eval', code], {cwd: join(folder, 'dist'), env});
}

test('the bundled charts draw without any package installed', async t => {
	const {code, stdout, stderr} = await runBesideDist(
		t,
		`const {Readable, Writable} = require('node:stream');
		const {blessed, line, donut} = require('./contrib-parts.cjs');
		const output = Object.assign(new Writable({write: (chunk, encoding, done) => done()}), {isTTY: true, columns: 60, rows: 20});
		const screen = blessed.screen({input: new Readable({read() {}}), output, terminal: 'xterm-256color', warnings: false});
		const chart = line({top: 0, left: 0, width: 60, height: 12, screen, showLegend: false});
		screen.append(chart);
		chart.setData([{title: 'a', x: ['1', '2', '3'], y: [1, 5, 2]}]);
		const ring = donut({top: 0, left: 0, width: 30, height: 12, radius: 8, arcWidth: 3, screen, data: [{percent: 40, label: 'p', color: 'green'}]});
		screen.append(ring);
		screen.render();
		const drawn = screen.lines.flat().filter(([, character]) => character >= '\\u2800' && character <= '\\u28ff').length;
		screen.destroy();
		console.log(drawn > 20);
		process.exit();`,
	);
	t.is(stderr, '');
	t.true(stdout.endsWith('true\n'));
	t.is(code, 0);
});

test('the bundled gpu.js computes without any package installed, and says that gl is not there', async t => {
	const {code, stdout, stderr} = await runBesideDist(
		t,
		`const {GPU} = require('./gpu-js.cjs');
		const double = new GPU({mode: 'cpu'}).createKernel('function double(a) { return a[this.thread.x] * 2; }').setOutput([3]);
		console.log(GPU.isHeadlessGLSupported, ...double([1, 2, 3]));`,
	);
	t.deepEqual({code, stdout, stderr}, {code: 0, stdout: 'false 2 4 6\n', stderr: ''});
});

test('the licences of what is bundled go with it', async t => {
	const {stdout} = await runBesideDist(
		t,
		`console.log(require('node:fs').readFileSync('third-party-licences.txt', 'utf8'))`,
	);
	for (const name of ['react', 'ink', 'yargs', 'zod', 'blessed', 'blessed-contrib', 'gpu.js', 'acorn', 'fflate']) {
		t.regex(stdout, new RegExp(`(^|\\n)${name} \\d+\\.\\d+\\.\\d+\\n\\n[^-]`), name);
	}
});
