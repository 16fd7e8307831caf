import {lstatSync, mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test from 'ava';
import {socketDirectories, socketDirectory, socketPath} from '../../source/server/socket-path.ts';
import {scratch} from '../program.ts';

const before = process.env['XDG_RUNTIME_DIR'];
test.afterEach.always(() => {
	if (before === undefined) delete process.env['XDG_RUNTIME_DIR'];
	else process.env['XDG_RUNTIME_DIR'] = before;
});

test.serial(
	'sockets lie in a directory that is open to nobody else, and runs of one name far apart have their own',
	async t => {
		const folder = scratch(t);
		process.env['XDG_RUNTIME_DIR'] = folder;
		const path = await socketPath('/data/a/run');
		t.true(path.startsWith(join(folder, 'connectop/')));
		t.is(lstatSync(join(folder, 'connectop')).mode & 0o777, 0o700);
		t.is(await socketPath('/data/a/run'), path);
		t.not(await socketPath('/data/b/run'), path);
		t.true(Buffer.byteLength(path) <= 103);
	},
);

test.serial('a place that is too long, open to others, a link or no directory is passed over', async t => {
	const folder = scratch(t);
	const other = socketDirectories().at(-1) ?? '';
	for (const [what, make] of [
		['long', (place: string) => mkdirSync(place, {recursive: true})],
		['open', (place: string) => mkdirSync(place, {mode: 0o755})],
		['file', (place: string) => writeFileSync(place, '')],
		['link', (place: string) => symlinkSync('/tmp', place)],
	] as const) {
		const runtime = join(folder, what === 'long' ? 'x'.repeat(90) : what);
		mkdirSync(runtime);
		make(join(runtime, 'connectop'));
		process.env['XDG_RUNTIME_DIR'] = runtime;
		const found = await socketDirectory();
		t.not(found, join(runtime, 'connectop'), what);
		t.is(lstatSync(found).mode & 0o077, 0, `${found}, not ${other}`);
	}
});

test.serial('a relative XDG_RUNTIME_DIR is as good as none', t => {
	process.env['XDG_RUNTIME_DIR'] = 'relative';
	t.false(socketDirectories().some(each => each.includes('relative')));
});
