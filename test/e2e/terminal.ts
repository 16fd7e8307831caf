import process from 'node:process';
import type {ReadStream} from 'node:tty';
import {type IPty, spawn} from '@lydell/node-pty';
import xterm, {type IBufferCell, type IBufferLine} from '@xterm/headless';
import type {ExecutionContext} from 'ava';
import {environment, program} from './program.ts';
import {until} from './wait.ts';

/** A terminal with a program in it. */
export interface Terminal {
	/** Of the program that was started, be it a shell or connectop. */
	readonly pid: number;
	readonly exited: Promise<number>;
	/** Every byte that came out of it so far, as text. */
	received(): string;
	/** The rows as they are on the screen, without trailing spaces. */
	rows(): string[];
	/** The rows with the style of every cell. */
	cells(): string[];
	/** Whether a full-screen program has the terminal. */
	alternate(): boolean;
	cursorVisible(): boolean;
	bracketedPaste(): boolean;
	type(keys: string): void;
	resize(columns: number, rows: number): void;
	/** Closes the terminal as a lost connection does. */
	hangUp(): void;
	/** Waits until the screen holds the pattern. */
	see(pattern: RegExp): Promise<void>;
	/** Waits until a condition holds; the failure shows the screen. */
	until(what: string, holds: () => boolean): Promise<void>;
	/** Waits until nothing has come for longer than there is between two frames. */
	still(): Promise<void>;
}

/** Longer than the second between two samples, and the two frames in which one may come and be drawn. */
const stillMs = 1800;

export interface TerminalOptions {
	readonly folder: string;
	readonly columns?: number;
	readonly rows?: number;
	readonly environment?: Readonly<Record<string, string>>;
	/** What the terminal answers besides what any terminal does, by what it is asked. */
	readonly answers?: Readonly<Record<string, string>>;
}

/** Opens a terminal and starts a program in it; both are gone when the test is over. */
export function openTerminal(
	t: ExecutionContext,
	[file, ...args]: readonly [string, ...string[]],
	{folder, columns = 120, rows = 40, environment: own = {}, answers = {}}: TerminalOptions,
): Terminal {
	const screen = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 0});
	const env = {...environment(folder), ...own};
	const pty = spawn(file, args, {cols: columns, rows, cwd: folder, name: 'xterm-256color', env});
	let received = '';
	closeWhenRead(pty, () => received.length);
	let written = 0;
	let seen = 0;
	let over = false;
	pty.onData(data => {
		received += data;
		for (const [asked, answer] of Object.entries(answers)) if (data.includes(asked)) pty.write(answer);
		written++;
		screen.write(data, () => seen++);
	});
	// What a terminal answers when it is asked, once.
	const replies = screen.onData(data => {
		const attributes = /^\u001B\[\?[\d;]*c$/.test(data);
		if (!attributes || Object.keys(answers).length === 0) pty.write(data);
	});
	const exited = new Promise<number>(resolve => {
		pty.onExit(({exitCode}) => {
			over = true;
			resolve(exitCode);
		});
	});
	t.teardown(() => {
		replies.dispose();
		if (!over) pty.kill('SIGKILL');
		screen.dispose();
	});
	const buffer = () => screen.buffer.active;
	const lines = (draw: (line: IBufferLine) => string) =>
		Array.from({length: screen.rows}, (_, y) => {
			const line = buffer().getLine(buffer().viewportY + y);
			return line ? draw(line) : '';
		});
	const terminal: Terminal = {
		pid: pty.pid,
		exited,
		received: () => received,
		rows: () => lines(line => line.translateToString(true)),
		cells: () => lines(line => Array.from({length: screen.cols}, (_, x) => styled(line.getCell(x))).join('')),
		alternate: () => buffer().type === 'alternate',
		cursorVisible: () => received.lastIndexOf('\u001B[?25h') >= received.lastIndexOf('\u001B[?25l'),
		bracketedPaste: () => screen.modes.bracketedPasteMode,
		type: keys => pty.write(keys),
		resize(width, height) {
			screen.resize(width, height);
			pty.resize(width, height);
		},
		hangUp: () => (pty as unknown as {destroy(): void}).destroy(),
		see: pattern => terminal.until(String(pattern), () => pattern.test(terminal.rows().join('\n'))),
		until: (what, holds) =>
			until(
				what,
				() => seen === written && holds(),
				() => `${over ? '(the program has ended)\n' : ''}${terminal.rows().join('\n')}`,
			),
		async still() {
			let [length, since] = [-1, 0];
			await terminal.until('a screen that stands still', () => {
				const now = performance.now();
				if (received.length !== length) [length, since] = [received.length, now];
				return now - since > stillMs;
			});
		},
	};
	return terminal;
}

/**
node-pty closes a terminal 200 ms after its program has ended, read or not: of a test process that was busy for longer, the last words
of the program were lost. Closing waits here until a turn of the event loop has brought nothing more.
*/
function closeWhenRead(pty: IPty, length: () => number): void {
	const {_socket: socket} = pty as unknown as {_socket: ReadStream};
	const close = socket.destroy.bind(socket);
	socket.destroy = error => {
		const before = length();
		setImmediate(() => void (length() === before ? close(error) : socket.destroy(error)));
		return socket;
	};
}

/** A cell as text: what it shows and how. A space has no colour of its own, only one behind it. */
function styled(cell: IBufferCell | undefined): string {
	if (!cell) return '';
	const shown = cell.getChars().trim();
	const behind = [cell.getBgColorMode(), cell.getBgColor(), cell.isInverse(), cell.isUnderline()];
	const style = [cell.getFgColorMode(), cell.getFgColor(), cell.isBold(), cell.isDim(), cell.isItalic()];
	const plain = cell.isBgDefault() && cell.isInverse() === 0 && cell.isUnderline() === 0;
	if (plain && (shown === '' || cell.isAttributeDefault())) return shown || ' ';
	return `${shown || ' '}{${[...style, ...behind].join()}}`;
}

/** connectop in a terminal of its own; with `stdin`, a path, that is where its standard input comes from. */
export function openScreen(
	t: ExecutionContext,
	args: readonly string[],
	{stdin, ...options}: TerminalOptions & {readonly stdin?: string},
): Terminal {
	const line = [process.execPath, program, ...args] as const;
	if (stdin === undefined) return openTerminal(t, line, options);
	return openTerminal(t, ['sh', '-c', 'exec "$@" < "$0"', stdin, ...line], options);
}

/** A shell as a person has it, with job control; it says `ready$` when it waits for a line. */
export async function openShell(t: ExecutionContext, options: TerminalOptions): Promise<Terminal> {
	const shell = openTerminal(t, ['bash', '--norc', '--noprofile', '-i'], {
		...options,
		environment: {
			...options.environment,
			PS1: 'ready$ ',
			PATH: `${process.execPath.replace(/\/[^/]*$/, '')}:${process.env['PATH']}`,
		},
	});
	await shell.see(/^ready\$ ?$/m);
	return shell;
}
