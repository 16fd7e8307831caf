/**
Makes a picture of a terminal screen for the documentation:

	tmux capture-pane -e -p | tsx scripts/screenshot.ts screen.png

reads the captured text (SGR colours included) from standard input, or from the file named first, and writes a PNG. Lines,
blocks and braille dots are drawn as shapes, so that the picture has no gaps and needs no font for them.
*/
import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import process from 'node:process';
import {Resvg} from '@resvg/resvg-js';
import {glyphShape} from './glyph-shape.ts';

const cell = {width: 9, height: 19, size: 15, base: 14.5};
const ground = '#14161b';
const text = '#d7dae0';
const basic = [
	'#2e3440',
	'#e06c75',
	'#98c379',
	'#e5c07b',
	'#61afef',
	'#c678dd',
	'#56b6c2',
	'#d7dae0',
	'#5c6370',
	'#ff7b86',
	'#b5e890',
	'#ffd68a',
	'#7cc4ff',
	'#dd9bf0',
	'#6fd3df',
	'#ffffff',
];

interface Style {
	fore: string;
	back: string;
	bold: boolean;
	dim: boolean;
	inverse: boolean;
}

const args = process.argv.slice(2);
const output = args.at(-1);
if (output === undefined || args.length > 2) {
	process.stderr.write('usage: screenshot [CAPTURE] PICTURE.png\n');
	process.exit(2);
}
const captured = readFileSync(args.length === 2 ? (args[0] ?? 0) : 0, 'utf8');
writeFileSync(output, picture(captured.replace(/\n$/, '').split('\n')));

function picture(rows: readonly string[]): Uint8Array {
	const drawn: string[] = [];
	let columns = 0;
	const style: Style = plain(); // tmux lets a style go on into the next row
	rows.forEach((row, y) => {
		let x = 0;
		for (const part of row.split(/(\u001B\[[\d;]*m)/)) {
			if (part.startsWith('\u001B')) apply(style, part.slice(2, -1));
			else
				for (const {segment} of new Intl.Segmenter().segment(part)) {
					drawn.push(draw(segment, x, y, style));
					x++;
				}
		}
		columns = Math.max(columns, x);
	});
	const [width, height] = [columns * cell.width + 20, rows.length * cell.height + 20];
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${ground}"/><g transform="translate(10 10)" font-family="DejaVu Sans Mono" font-size="${cell.size}">${drawn.join('')}</g></svg>`;
	const fonts = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf');
	const fontFiles = [fonts, fonts.replace('Mono.ttf', 'Mono-Bold.ttf')];
	return new Resvg(svg, {
		font: {loadSystemFonts: false, fontFiles, defaultFontFamily: 'DejaVu Sans Mono'},
		fitTo: {mode: 'zoom', value: 2},
	})
		.render()
		.asPng();
}

function draw(character: string, column: number, row: number, {fore, back, bold, dim, inverse}: Style): string {
	const [x, y] = [column * cell.width, row * cell.height];
	const [front, behind] = inverse ? [back || ground, fore || text] : [fore || text, back];
	const area = behind ? `<rect x="${x}" y="${y}" width="${cell.width}" height="${cell.height}" fill="${behind}"/>` : '';
	if (character === ' ' || character === '\u2800') return area;
	const shape = glyphShape(character, x, y, cell.width, cell.height, front);
	if (shape !== undefined) return area + shape;
	const escaped = character.replace(/[&<>]/g, found => `&#${found.charCodeAt(0)};`);
	return `${area}<text x="${x}" y="${y + cell.base}" fill="${front}"${bold ? ' font-weight="bold"' : ''}${dim ? ' opacity=".6"' : ''}>${escaped}</text>`;
}

function apply(style: Style, parameters: string): void {
	const codes = parameters.split(';').map(Number);
	for (let at = 0; at < codes.length; at++) {
		const code = codes[at] ?? 0;
		if (code === 0) Object.assign(style, plain());
		else if (code === 1) style.bold = true;
		else if (code === 2) style.dim = true;
		else if (code === 22) Object.assign(style, {bold: false, dim: false});
		else if (code === 7 || code === 27) style.inverse = code === 7;
		else if (code === 38 || code === 48) {
			const wide = codes[at + 1] === 5;
			const colour = wide ? numbered(codes[at + 2] ?? 0) : `rgb(${codes.slice(at + 2, at + 5).join()})`;
			if (code === 38) style.fore = colour;
			else style.back = colour;
			at += wide ? 2 : 4;
		} else if (code === 39) style.fore = '';
		else if (code === 49) style.back = '';
		else if (code >= 30 && code < 38) style.fore = numbered(code - 30);
		else if (code >= 40 && code < 48) style.back = numbered(code - 40);
		else if (code >= 90 && code < 98) style.fore = numbered(code - 82);
		else if (code >= 100 && code < 108) style.back = numbered(code - 92);
	}
}

/** Colour number of 256: the basic ones, the 6 × 6 × 6 cube, the greys. */
function numbered(code: number): string {
	if (code < 16) return basic[code] ?? text;
	if (code >= 232)
		return `rgb(${Array(3)
			.fill(8 + 10 * (code - 232))
			.join()})`;
	const part = (of: number) => (of === 0 ? 0 : 55 + 40 * of);
	const at = code - 16;
	return `rgb(${part(Math.floor(at / 36))},${part(Math.floor(at / 6) % 6)},${part(at % 6)})`;
}

function plain(): Style {
	return {fore: '', back: '', bold: false, dim: false, inverse: false};
}
