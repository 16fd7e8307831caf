import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {built, run, scratch} from './program.ts';
import {documentOf, rowsOf, runsIn} from './records.ts';
import {openScreen} from './terminal.ts';

test.before(built);

const short = ['--no-ui', '--neurons', '30', '--hz', '200', '--viz-every', '0'];
const lines = (text: string) => text.trim().split('\n');

test('a run is found by its name, and a name that several have lists them', async t => {
	const folder = scratch(t);
	const ok = async (...args: readonly string[]) => {
		const {code, stdout, stderr} = await run(t, folder, args);
		t.is(code, 0, stderr);
		return stdout;
	};
	await ok(...short, '--steps', '2', '--name', 'night', '--note', '  first\ttry ');
	await ok(...short, '--steps', '2', '--seed', '7');
	const [first = '', second = ''] = runsIn(folder)
		.map(path => path.split('/').at(-1) ?? '')
		.sort((a, b) => Number(a.includes('night')) - Number(b.includes('night')))
		.reverse();
	t.is(await ok('name', second, 'dawn'), `run ${second} is called dawn\n`);
	await ok('note', 'dawn', 'quiet\u0007 at the end');
	const listed = lines(await ok('runs', '--json')).map(line => JSON.parse(line) as Record<string, unknown>);
	t.deepEqual(Object.fromEntries(listed.map(({id, name}) => [id, name])), {[first]: 'night', [second]: 'dawn'});
	t.is(lines(await ok('runs', '--name', 'd*', '--json')).length, 1);
	t.regex(await ok('runs', 'QUIET'), /dawn .*quiet at the end/);
	t.like(
		listed.find(({id}) => id === first),
		{notes: [{text: 'first try', tick: 0}]},
	);
	t.is(lines(await ok('export', 'dawn', 'jsonl', '--log', 'journal')).length > 1, true);

	const again = await run(t, folder, ['name', 'dawn', 'night']);
	t.is(again.stdout, `run ${second} is called night\n`);
	t.is(
		again.stderr,
		`connectop: 2 runs are called night now, also ${first}; the name alone finds the only one that is live\n`,
	);
	const both = await run(t, folder, ['export', 'night', 'jsonl']);
	t.is(both.code, 3);
	t.is(lines(both.stderr).length, 1);
	t.true(both.stderr.includes(first) && both.stderr.includes(second) && both.stderr.includes('fits 2 runs'));
	t.regex(await ok('replay', first, '--verify'), /./);

	const refused: ReadonlyArray<readonly [args: readonly string[], code: number, message: RegExp]> = [
		[['runs', '--status', 'gone'], 2, /--status gone: use running/],
		[['runs', '--since', 'soon'], 2, /--since soon: use a time ago/],
		[['runs', '--name', '/(/'], 2, /no regular expression/],
		[['runs', '--limit', '0'], 2, /--limit 0/],
		[['runs', '--sort', 'size'], 2, /--sort/],
		[['name', first], 2, /NAME is missing/],
		[['name', first, 'a b'], 2, /name a b: use up to 64/],
		[['note', first, ' \u0007 '], 2, /there is no text/],
		[['note', first, 'x'.repeat(501)], 2, /501 characters are too many/],
		[['note', 'nowhere', 'x'], 3, /run "nowhere": not found/],
		[[...short, '--note', 'x'.repeat(501)], 2, /501 characters/],
	];
	for (const [args, code, message] of refused) {
		const result = await run(t, folder, args);
		t.is(result.code, code, `${args.join(' ').slice(0, 80)}: ${result.stderr}`);
		t.is(lines(result.stderr).length, 1);
		t.regex(result.stderr, message);
	}
	t.regex(
		(await run(t, folder, ['runs', '--model', 'none'])).stderr,
		/^no run fits --model none; there are 2 without it$/m,
	);
});

test('a name that an ended run has too is the live one for who stops it or notes something', async t => {
	const folder = scratch(t);
	t.is((await run(t, folder, [...short, '--steps', '2', '--name', 'night'])).code, 0);
	const live = await run(t, folder, ['--detach', '--neurons', '30', '--viz-every', '0', '--name', 'night']);
	t.is(live.code, 0, live.stderr);
	const id = live.stdout.trim();
	t.is((await run(t, folder, ['note', 'night', 'here'])).stdout, `noted in run ${id}\n`);
	const attached = await run(t, folder, ['attach', 'night']);
	t.regex(attached.stderr, /^connectop: the screen needs a terminal; .* connectop attach /);
	t.true(attached.stderr.includes(id));
	const stopped = await run(t, folder, ['stop', 'night']);
	t.is(stopped.code, 0, stopped.stderr);
	t.true(stopped.stdout.startsWith(`run ${id}: `), stopped.stdout);
	const over = await run(t, folder, ['stop', 'night']);
	t.is(over.code, 3);
	t.regex(over.stderr, /^connectop: run "night": fits 2 runs, among them .*; none is live\n$/);
});

test('notes and names of a run that goes on are told, kept, and nothing that a replay compares', async t => {
	const folder = scratch(t);
	const screen = openScreen(t, ['--neurons', '30', '--viz-every', '0'], {folder});
	await screen.see(/● running/);
	screen.type(':note the front came\r');
	await screen.see(/note +the front came/);
	const [directory = ''] = runsIn(folder);
	const named = await run(t, folder, ['name', 'latest', 'dusk']);
	t.is(named.code, 0, named.stderr);
	await screen.see(/name dusk/);
	t.is((await run(t, folder, ['note', 'dusk', 'from outside'])).code, 0);
	await screen.see(/from outside/);
	screen.type('\u0003');
	t.is(await screen.exited, 130);
	t.like(documentOf(folder), {name: 'dusk', notes: [{text: 'the front came'}, {text: 'from outside'}]});
	t.notRegex(readFileSync(join(directory, 'journal.jsonl'), 'utf8'), /the front came|dusk/);
	t.is(rowsOf(folder, 'events').filter(({kind}) => kind === 'note').length, 2);
	const verified = await run(t, folder, ['replay', 'dusk', '--verify']);
	t.is(verified.code, 0, verified.stderr + verified.stdout);
	await run(t, folder, ['--resume', 'dusk', '--no-ui', '--steps', '2', '--note', 'again']);
	const {name, notes} = documentOf(folder) as {name: string; notes: readonly {text: string}[]};
	t.deepEqual([name, ...notes.map(({text}) => text)], ['dusk', 'the front came', 'from outside', 'again']);
});
