import {existsSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test from 'ava';
import {decodeSixel} from '../draw/sixel.ts';
import {built, program, run, scratch} from './program.ts';
import {runsIn} from './records.ts';
import {openScreen, openTerminal} from './terminal.ts';

test.before(built);

const asked = '\u001B[c';
const kitty = {[asked]: '\u001B_Gi=31;OK\u001B\\\u001B[6;20;10t\u001B[?62;c'};
const iterm2 = {[asked]: '\u001BP>|iTerm2 3.5.0\u001B\\\u001B[?62;c'};
const sixel = {[asked]: '\u001B[6;20;10t\u001B[?62;4;22c'};
const plain = {[asked]: '\u001B[?62;22c'};
const outside = {TMUX: '', STY: '', TERM_PROGRAM: '', LC_TERMINAL: ''};

/** A folder with a run of a few ticks. */
async function recorded(t: Parameters<typeof scratch>[0]): Promise<string> {
	const folder = scratch(t);
	await run(t, folder, ['--no-ui', '--neurons', '30', '--steps', '3', '--hz', '200']);
	return folder;
}

const exporting = async (
	t: Parameters<typeof scratch>[0],
	folder: string,
	answers: Readonly<Record<string, string>>,
	args: readonly string[] = [],
	environment: Readonly<Record<string, string>> = {},
) => {
	const line = [process.execPath, program, 'export', 'latest', 'png', '--show', ...args] as const;
	const terminal = openTerminal(t, line, {folder, answers, environment: {...outside, ...environment}});
	const code = await terminal.exited;
	return {code, received: terminal.received()};
};

test('export --show draws in the way that the terminal says it has', async t => {
	const folder = await recorded(t);
	const inKitty = await exporting(t, folder, kitty);
	t.is(inKitty.code, 0, inKitty.received);
	t.regex(inKitty.received, /\u001B_Ga=T,f=100,q=2,c=\d+,r=38,m=1;iVBOR/);
	t.regex((await exporting(t, folder, iterm2)).received, /\u001B\]1337;File=inline=1;size=\d+;width=\d+;height=38;/);
	const {received} = await exporting(t, folder, sixel, ['--picture', 'dashboard']);
	const [sequence = ''] = /\u001BP0;1q[^\u001B]*\u001B\\/.exec(received) ?? [];
	const {width, height} = decodeSixel(sequence);
	t.true(width <= 1200 && height <= 38 * 20 && (width > 1180 || height > 740), `${width} × ${height}`);
});

test('where it has none, and inside of tmux, the path is printed; a way that is forced is taken', async t => {
	const folder = await recorded(t);
	const [directory = ''] = runsIn(folder);
	const own = join(directory, 'connectome.png');
	t.true(existsSync(own));
	t.true((await exporting(t, folder, plain)).received.endsWith(`${own}\r\n`));
	const inTmux = await exporting(t, folder, plain, [], {TMUX: '/tmp/x,1,0', TERM_PROGRAM: 'iTerm.app'});
	t.true(inTmux.received.endsWith(`${own}\r\n`));
	t.regex((await exporting(t, folder, plain, ['--pictures', 'sixel'])).received, /\u001BP0;1q/);
	const quiet = await exporting(t, folder, kitty, ['--pictures', 'path']);
	t.is(quiet.received, `${own}\r\n`, 'nothing is asked');
	const piped = await run(t, folder, ['export', 'latest', 'png', '--show']);
	t.is(piped.stdout, `${own}\n`);
	const wrong = await run(t, folder, ['export', 'latest', 'png', '--pictures', 'sixle']);
	t.is(wrong.code, 2);
	t.regex(wrong.stderr, /--pictures.* sixle.*sixel/);
});

test('P shows the pictures in the place of the screen, and a key goes back', async t => {
	const folder = scratch(t);
	const screen = openScreen(t, ['--neurons', '30', '--viz-every', '1'], {folder, answers: kitty, environment: outside});
	await screen.see(/● running/);
	await screen.until('a picture', () => existsSync(join(runsIn(folder)[0] ?? '', 'connectome.png')));
	screen.type('P');
	await screen.see(/any key: back.*connectome\.png/);
	t.regex(screen.received(), /\u001B_Ga=T,f=100/);
	t.false(/● running/.test(screen.rows().join('\n')));
	screen.type('\t');
	await screen.see(/any key: back.*dashboard\.png/);
	const drawn = () => screen.received().split('\u001B_Ga=T').length;
	const before = drawn();
	screen.resize(100, 30);
	await screen.until('it to be drawn for the other size', () => drawn() > before);
	screen.resize(120, 40);
	await screen.until('it to be drawn again', () => drawn() > before + 1);
	screen.type('x');
	await screen.see(/● running/);
	screen.type('\u0003');
	t.is(await screen.exited, 130);
	t.true(screen.cursorVisible());
	t.false(screen.alternate());
});

test('P says where the pictures are when the terminal shows none', async t => {
	const screen = openScreen(t, ['--neurons', '30'], {folder: scratch(t), answers: plain, environment: outside});
	await screen.see(/● running/);
	screen.type('P');
	await screen.see(/runs\/\w+\/\{connectome,dashboard\}\.png: this terminal shows no pictures/);
	await screen.see(/● running/);
	screen.type('\u0003');
	t.is(await screen.exited, 130);
});
