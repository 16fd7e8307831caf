import assert from 'node:assert/strict';
import {PassThrough, Writable} from 'node:stream';
import test from 'ava';
import fc from 'fast-check';
import {Box, render, Text} from 'ink';
import {createElement} from 'react';
import {openThriftyOutput} from '../../source/ui/thrifty-output.ts';
import {openShown} from '../draw/two-terminals.ts';

/** A terminal's stream that keeps what is written to it. */
function openStream(columns: number, rows: number) {
	let text = '';
	const stream = new Writable({
		decodeStrings: false,
		write(chunk: string, _, done) {
			text += chunk;
			done();
		},
	});
	return Object.assign(stream as Writable & {columns: number; rows: number; isTTY: true}, {
		columns,
		rows,
		isTTY: true as const,
		/** What was written since the last time. */
		taken() {
			const taken = text;
			text = '';
			return taken;
		},
	});
}

/** Ink writing to a terminal as it comes and, through a thrifty output, to another one. */
function openInk(columns: number, rows: number) {
	const plain = openShown(columns, rows);
	const thrifty = openShown(columns, rows);
	const direct = openStream(columns, rows);
	const behind = openStream(columns, rows);
	const output = openThriftyOutput(behind as unknown as NodeJS.WriteStream);
	const write = direct.write.bind(direct);
	direct.write = ((text: string, ...rest: []) => {
		output.stdout.write(text);
		return write(text, ...rest);
	}) as typeof direct.write;
	const stdin = Object.assign(new PassThrough(), {
		isTTY: true,
		setRawMode: () => stdin,
		ref: () => stdin,
		unref: () => stdin,
	});
	const draw = (lines: readonly string[]) =>
		createElement(
			Box,
			{flexDirection: 'column'},
			lines.map((line, row) => createElement(Text, {key: row, wrap: 'truncate'}, line === '' ? ' ' : line)),
		);
	const screen = render(draw([]), {
		stdout: direct as unknown as NodeJS.WriteStream,
		stdin: stdin as unknown as NodeJS.ReadStream,
		exitOnCtrlC: false,
		patchConsole: false,
		alternateScreen: true,
		incrementalRendering: true,
		interactive: true,
	});
	const bytes = {plain: 0, thrifty: 0};
	return {
		bytes,
		thrifty,
		/** Draws rows, and gives the cells of both terminals. */
		async show(lines: readonly string[]) {
			screen.rerender(draw(lines));
			await screen.waitUntilRenderFlush();
			const [all, some] = [direct.taken(), behind.taken()];
			bytes.plain += Buffer.byteLength(all);
			bytes.thrifty += Buffer.byteLength(some);
			await Promise.all([plain.write(all), thrifty.write(some)]);
			return [thrifty.cells(), plain.cells()] as const;
		},
		async resize(width: number, height: number): Promise<void> {
			for (const terminal of [plain, thrifty]) await terminal.resize(width, height);
			for (const stream of [behind, direct]) Object.assign(stream, {columns: width, rows: height});
			direct.emit('resize');
		},
		/** Leaves the screen, and gives the cells of both terminals. */
		async leave() {
			screen.unmount();
			await screen.waitUntilExit();
			await Promise.all([plain.write(direct.taken()), thrifty.write(behind.taken())]);
			return [thrifty.cells(), plain.cells()] as const;
		},
		[Symbol.dispose]() {
			screen.unmount();
			output.close();
			plain.dispose();
			thrifty.dispose();
		},
	};
}

const paints = ['31', '1', '2', '38;5;74', '38;2;1;2;3', '48;5;17', '4', '7'].map(
	code => (text: string) =>
		`\u001B[${code}m${text}\u001B[${{1: 22, 2: 22, 4: 24, 7: 27}[code] ?? (code.startsWith('48') ? 49 : 39)}m`,
);
const part = fc
	.tuple(
		fc.constantFrom('a', 'bc', '  ', ' ', '⣿⡇', '─', '│', '12.5', 'é', '世界', 'e\u0301', 'क', '한'),
		fc.option(fc.constantFrom(...paints), {nil: undefined}),
	)
	.map(([text, paint]) => paint?.(text) ?? text);
const line = fc.array(part, {maxLength: 10}).map(parts => parts.join(''));
const lines = (rows: number) => fc.array(line, {minLength: rows, maxLength: rows});
/** Rows, some of which are drawn anew a step; and now and then another size. */
const steps = fc.array(
	fc.tuple(
		fc.array(fc.tuple(fc.nat(11), line), {maxLength: 6}),
		fc.option(fc.tuple(fc.integer({min: 1, max: 30}), fc.integer({min: 1, max: 12})), {nil: undefined, freq: 4}),
	),
	{minLength: 1, maxLength: 8},
);
const sum = {plain: 0, thrifty: 0};

test('what Ink draws is the same on a terminal behind it, at every size', async t => {
	await fc.assert(
		fc.asyncProperty(
			fc.tuple(fc.integer({min: 1, max: 30}), fc.integer({min: 1, max: 12})),
			lines(12),
			steps,
			async ([columns, rows], first, changes) => {
				using ink = openInk(columns, rows);
				let height = rows;
				const now = [...first];
				assert.deepEqual(...(await ink.show(now.slice(0, height))));
				for (const [drawn, size] of changes) {
					if (size) {
						height = size[1];
						await ink.resize(...size);
					}
					for (const [row, text] of drawn) now[row] = text;
					assert.deepEqual(...(await ink.show(now.slice(0, height))));
				}
				sum.plain += ink.bytes.plain;
				sum.thrifty += ink.bytes.thrifty;
				assert.deepEqual(...(await ink.leave()));
			},
		),
		{numRuns: 150},
	);
	t.log(`${sum.thrifty} bytes for ${sum.plain}`);
	t.true(sum.thrifty < sum.plain);
});
