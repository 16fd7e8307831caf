import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {built, program, scratch} from './program.ts';
import {openTerminal, type Terminal} from './terminal.ts';
import {until} from './wait.ts';

test.before(built);

/** Takes several seconds to build, wherever it is built. */
const large = ['--neurons', '6000000', '--viz-every', '0'];

/** Starts the program and waits until it shows how far it is. */
async function building(t: ExecutionContext, folder: string, args: readonly string[], sign: RegExp): Promise<Terminal> {
	const terminal = openTerminal(t, [process.execPath, program, ...args], {folder, columns: 100});
	await terminal.see(sign);
	return terminal;
}

/** The processes that a program has started and that are there; other than threads of it. */
const childrenOf = (pid: number): readonly number[] =>
	readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number);

/** It ended with that code, took its line away, and nothing of it is left. */
async function goneWithoutTrace(
	t: ExecutionContext,
	folder: string,
	terminal: Terminal,
	code: number,
	children: readonly number[] = [],
): Promise<void> {
	t.is(await terminal.exited, code);
	await terminal.until('an empty line where the progress was', () => !/[█░]/.test(terminal.rows().join('\n')));
	t.false(terminal.alternate());
	t.true(terminal.cursorVisible());
	t.false(existsSync(join(folder, 'runs')), 'no run was begun');
	for (const pid of [terminal.pid, ...children])
		await until(
			`the end of process ${pid}`,
			() => !existsSync(`/proc/${pid}`),
			() => '',
		);
	t.deepEqual(
		readdirSync(folder).filter(name => /\.(sock|log)$/.test(name)),
		[],
	);
}

const linux = process.platform === 'linux' ? test : test.skip;

linux('Ctrl-C while a large graph is built ends the program, which leaves nothing', async t => {
	const folder = scratch(t);
	const terminal = await building(t, folder, ['--no-ui', ...large], /building knn k 12 .*% .* nodes\/s · .* left/);
	terminal.type('\u0003');
	await goneWithoutTrace(t, folder, terminal, 130);
	t.regex(terminal.received(), /\r\u001B\[K$/, 'the line is taken away');
});

linux('SIGTERM meanwhile does the same', async t => {
	const folder = scratch(t);
	const terminal = await building(t, folder, ['--no-ui', ...large], /building knn k 12 .* left/);
	process.kill(terminal.pid, 'SIGTERM');
	await goneWithoutTrace(t, folder, terminal, 143);
});

for (const mode of [[], ['--detach']])
	linux(`Ctrl-C ends the process in which a run is built: ${mode[0] ?? 'with a screen'}`, async t => {
		const folder = scratch(t);
		const terminal = await building(t, folder, [...mode, ...large], /building knn k 12 .* left/);
		const children = childrenOf(terminal.pid);
		t.is(children.length, 1);
		terminal.type('\u0003');
		await goneWithoutTrace(t, folder, terminal, 130, children);
	});

linux('Ctrl-C while a file is read ends the program, which leaves nothing', async t => {
	const folder = scratch(t);
	// Names in quotes are read slowly
	const rows = Array.from({length: 1000}, (_, i) => `"node ${i}","node ${(i * 7) % 1009}",1.2345678901234567e-5`);
	writeFileSync(join(folder, 'slow.csv'), `source,target,weight\n${`${rows.join('\n')}\n`.repeat(3000)}`);
	const terminal = await building(t, folder, ['--graph', 'slow.csv'], /reading slow\.csv .*% .*MB\/s · .* left/);
	const children = childrenOf(terminal.pid);
	terminal.type('\u0003');
	await goneWithoutTrace(t, folder, terminal, 130, children);
});
