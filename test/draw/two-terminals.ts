import xterm, {type IBufferCell} from '@xterm/headless';
import {createThriftyWriter} from '../../source/draw/thrifty-writer.ts';

/** A terminal that shows what was written to it, cell by cell. */
export interface Shown {
	write(text: string): Promise<void>;
	/** Cells beyond the edges are lost: some terminals would show them again when they come back to a size, as no renderer expects. */
	resize(columns: number, rows: number): Promise<void>;
	/** Every cell with its style, and the cursor. A space is only as styled as it looks. */
	cells(): string[];
	text(): string[];
	dispose(): void;
}

/** An empty terminal. */
export function openShown(columns: number, rows: number): Shown {
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, convertEol: true, scrollback: 0});
	const lines = () =>
		Array.from({length: terminal.rows}, (_, y) => terminal.buffer.active.getLine(terminal.buffer.active.viewportY + y));
	const write = (text: string) => new Promise<void>(resolve => terminal.write(text, resolve));
	return {
		write,
		async resize(width, height) {
			const {cursorX, cursorY} = terminal.buffer.active;
			const beyond = Array.from(
				{length: width < terminal.cols ? terminal.rows : 0},
				(_, y) => `\u001B[${y + 1};${width + 1}H\u001B[K`,
			);
			await write(`${beyond.join('')}\u001B[${cursorY + 1};${cursorX + 1}H`);
			terminal.resize(width, height);
		},
		cells() {
			const {cursorX, cursorY, type} = terminal.buffer.active;
			return [
				...lines().map(line => Array.from({length: terminal.cols}, (_, x) => styled(line?.getCell(x))).join(' ')),
				`${type} ${Math.min(cursorX, terminal.cols - 1)},${cursorY}`,
			];
		},
		text: () => lines().map(line => line?.translateToString(true) ?? ''),
		dispose: () => terminal.dispose(),
	};
}

/** A terminal written to as it comes, and one behind a thrifty writer; `bytes` counts what each was sent. */
export function openTwo(columns: number, rows: number, most = Number.POSITIVE_INFINITY) {
	const plain = openShown(columns, rows);
	const thrifty = openShown(columns, rows);
	const writer = createThriftyWriter(most);
	const bytes = {plain: 0, thrifty: 0};
	let [width, height] = [columns, rows];
	return {
		plain,
		thrifty,
		writer,
		bytes,
		async write(text: string): Promise<string> {
			const sent = writer.write(text, width, height);
			bytes.plain += Buffer.byteLength(text);
			bytes.thrifty += Buffer.byteLength(sent);
			await Promise.all([plain.write(text), thrifty.write(sent)]);
			return sent;
		},
		/** Sends a part that was left. */
		async goOn(): Promise<string> {
			const sent = writer.goOn(width, height);
			await thrifty.write(sent);
			return sent;
		},
		async resize(nextWidth: number, nextHeight: number): Promise<void> {
			[width, height] = [nextWidth, nextHeight];
			await plain.resize(width, height);
			await thrifty.resize(width, height);
		},
		[Symbol.dispose]() {
			plain.dispose();
			thrifty.dispose();
		},
	};
}

function styled(cell: IBufferCell | undefined): string {
	if (!cell) return '';
	const shown = cell.getChars().trim();
	const ground = [
		...(cell.isBgDefault() ? [] : [`on ${cell.getBgColorMode()}:${cell.getBgColor()}`]),
		...(cell.isInverse() ? ['inverse'] : []),
		...(cell.isUnderline() ? ['underline'] : []),
		...(cell.isStrikethrough() ? ['strike'] : []),
	];
	const ink = [
		...(cell.isFgDefault() ? [] : [`${cell.getFgColorMode()}:${cell.getFgColor()}`]),
		...(cell.isBold() ? ['bold'] : []),
		...(cell.isDim() ? ['dim'] : []),
		...(cell.isItalic() ? ['italic'] : []),
		...(cell.isBlink() ? ['blink'] : []),
		...(cell.isInvisible() ? ['hidden'] : []),
	];
	const style = shown === '' && ground.length === 0 ? [] : [...ground, ...ink];
	return `${shown}${cell.getWidth() === 1 ? '' : `/${cell.getWidth()}`}${style.length === 0 ? '' : `{${style.join()}}`}`;
}
