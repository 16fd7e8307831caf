import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import process from 'node:process';
import type {ExecutionContext} from 'ava';
import {environment, program} from './program.ts';
import {until} from './wait.ts';

/** Whether there is a tmux to test in. */
export const hasTmux = spawnSync('tmux', ['-V']).status === 0;

/** A shell in a tmux of its own. */
export interface Tmux {
	/** Presses keys by the names that tmux has for them: `Enter`, `Escape`, `C-c`. */
	press(...keys: readonly string[]): void;
	/** Types characters as they are. */
	type(text: string): void;
	/** Writes on the terminal as another program does that has it. */
	scribble(text: string): void;
	/** What the pane shows. */
	screen(): string;
	/** A figure that tmux keeps of the pane, such as `alternate_on`. */
	figure(name: string): string;
	resize(columns: number, rows: number): void;
	see(pattern: RegExp): Promise<void>;
	until(what: string, holds: () => boolean): Promise<void>;
	/** Types a command line that starts connectop. */
	connectop(args: string): void;
}

/** Starts a tmux server with one pane of that size; it is gone when the test is over. */
export async function openTmux(t: ExecutionContext, folder: string, columns = 120, rows = 40): Promise<Tmux> {
	const sockets = mkdtempSync(join(tmpdir(), 'connectop-tmux-'));
	const env = {
		...environment(folder),
		PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
		TMUX_TMPDIR: sockets,
	};
	const tmux = (...args: readonly string[]) => execFileSync('tmux', args, {env, cwd: folder, encoding: 'utf8'});
	const size = ['-x', `${columns}`, '-y', `${rows}`];
	const shell = ['env', 'PS1=ready$ ', 'bash', '--norc', '--noprofile', '-i'];
	tmux('-f', '/dev/null', 'new-session', '-d', '-s', 'e2e', ...size, ...shell);
	t.teardown(() => {
		tmux('kill-server');
		rmSync(sockets, {recursive: true, force: true});
	});
	tmux('set', '-g', 'status', 'off');
	tmux('set', '-g', 'escape-time', '0');
	tmux('resize-window', '-t', 'e2e', ...size);
	const screen = () => tmux('capture-pane', '-p', '-t', 'e2e');
	const pane: Tmux = {
		press: (...keys) => void tmux('send-keys', '-t', 'e2e', ...keys),
		type: text => void tmux('send-keys', '-t', 'e2e', '-l', text),
		scribble: text => writeFileSync(pane.figure('pane_tty'), `\u001B[12;10H${text}`),
		screen,
		figure: name => tmux('display-message', '-p', '-t', 'e2e', `#{${name}}`).trim(),
		resize: (width, height) => void tmux('resize-window', '-t', 'e2e', '-x', `${width}`, '-y', `${height}`),
		see: pattern => until(String(pattern), () => pattern.test(screen()), screen),
		until: (what, holds) => until(what, holds, screen),
		connectop(args) {
			pane.type(`${process.execPath} ${program} ${args}`);
			pane.press('Enter');
		},
	};
	await pane.see(/^ready\$/m);
	return pane;
}
