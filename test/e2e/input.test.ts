import {execFileSync} from 'node:child_process';
import {closeSync, openSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {built, scratch} from './program.ts';
import {rowsOf} from './records.ts';
import {openScreen, type Terminal} from './terminal.ts';

test.before(built);

const plain = ['--neurons', '50', '--viz-every', '0'];
const commands = (folder: string) =>
	rowsOf(folder, 'journal')
		.filter(({kind}) => kind === 'command')
		.map(({id, args}) => ({id, args}));

async function commandCount(screen: Terminal, folder: string, count: number): Promise<void> {
	await screen.until(`${count} commands in the journal`, () => commands(folder).length >= count);
}

test('a burst of keys in one piece is taken apart', async t => {
	const folder = scratch(t);
	const screen = openScreen(t, plain, {folder});
	await screen.see(/● running/);
	screen.type(' ++-ihello\rp?\u0015alp\t0.3\rpx\u001B=2\u007F30\r?\u001B ');
	await commandCount(screen, folder, 8);
	t.deepEqual(commands(folder), [
		{id: 'pause', args: {}},
		{id: 'set', args: {name: 'hz', value: 12.5}},
		{id: 'set', args: {name: 'hz', value: 15.63}},
		{id: 'set', args: {name: 'hz', value: 12.5}},
		{id: 'stimulus', args: {texts: ['hello']}},
		{id: 'set', args: {name: 'alpha', value: '0.3'}},
		{id: 'set', args: {name: 'hz', value: '30'}},
		{id: 'resume', args: {}},
	]);
});

test('what is pasted is text in i and nothing elsewhere', async t => {
	const folder = scratch(t);
	const screen = openScreen(t, plain, {folder});
	await screen.see(/● running/);
	await screen.until('pastes to be told from keys', screen.bracketedPaste);
	screen.type('\u001B[200~ .++sq\r\u001B[201~');
	await screen.see(/pasted text goes into a run with i/);
	screen.type('q\u001B[200~\r\u001B[B\r\u001B[201~');
	await screen.see(/▸ Cancel/);
	screen.type('\u001Bi');
	await screen.see(/text into the run: ▏/);
	screen.type('\u001B[200~two lines\nof q and + and \u001B[31mred\u0003\u001B[201~');
	await screen.see(/text into the run: two lines of q and \+ and .*red▏/);
	screen.type('\r');
	await commandCount(screen, folder, 1);
	t.deepEqual(commands(folder), [{id: 'stimulus', args: {texts: ['two lines of q and + and red']}}]);
	await screen.see(/● running/);
});

test('a very long paste does not hold the screen up', async t => {
	const folder = scratch(t);
	const screen = openScreen(t, plain, {folder});
	await screen.until('pastes to be told from keys', screen.bracketedPaste);
	screen.type(`i\u001B[200~${'long '.repeat(40_000)}end\u001B[201~`);
	await screen.see(/text into the run: [long ]+ end▏/);
	const tick = () => Number(/ tick ([\d,]+) /.exec(screen.rows().join('\n'))?.[1]?.replaceAll(',', ''));
	const before = tick();
	await screen.until('the view to go on', () => tick() > before + 10);
	screen.type('\r');
	await commandCount(screen, folder, 1);
	const [{args} = {args: undefined}] = commands(folder);
	t.deepEqual(args, {texts: [`${'long '.repeat(40_000)}end`]});
});

test('with a screen, piped text goes into the run and keys come from the terminal', async t => {
	const folder = scratch(t);
	const pipe = join(folder, 'words');
	execFileSync('mkfifo', [pipe]);
	const writer = openSync(pipe, 'r+');
	t.teardown(() => closeSync(writer));
	const screen = openScreen(t, plain, {folder, stdin: pipe});
	await screen.see(/● running/);
	for (const word of ['one', 'two']) {
		writeSync(writer, `${word}\n`);
		await screen.see(new RegExp(`"${word}" → \\d+ nodes? \\(input\\)`));
	}
	screen.type(' ');
	await screen.see(/■ paused/);
	screen.type('q\u001B[A\r'); // up from the first is the last: stop
	t.is(await screen.exited, 0);
	t.deepEqual(
		rowsOf(folder, 'journal').flatMap(({kind, id, by, args}) => (kind === 'command' ? [[id, by, args]] : [])),
		[
			['stimulus', 'input', {texts: ['one']}],
			['stimulus', 'input', {texts: ['two']}],
			['pause', 'key', {}],
			['stop', 'key', {reason: 'quit'}],
		],
	);
});
