import {createRequire} from 'node:module';
import process from 'node:process';
import {Readable, Writable} from 'node:stream';

/*
The one file of draw/ that is not pure. blessed believes that it owns a terminal: it wants streams, asks the environment for
tmux and puts listeners on the process. Here its streams lead nowhere, TMUX is hidden while it starts (it would run `tmux -V`),
and its listeners are taken off at once; what it draws is read out of its cell buffer. blessed and the widgets are CommonJS
and take a tenth of a second to load, so they are required here, when the first chart is drawn, and nowhere else.
*/
const require = createRequire(import.meta.url);

/** One cell: colours and flags in one number, and a character. */
type Cell = readonly [attributes: number, character: string];

interface Screen {
	lines: Cell[][];
	readonly dattr: number;
	readonly program: {cols: number; rows: number};
	_ci: number;
	_borderStops: Record<string, unknown>;
	alloc(): void;
	append(element: Widget): void;
	remove(element: Widget): void;
	clearRegion(left: number, right: number, top: number, bottom: number, override: boolean): void;
	destroy(): void;
}

/** A widget of blessed-contrib; `Data` is what it shows. */
export interface Widget<Data = never> {
	setData(data: Data): void;
	render(): void;
}

/** Series of a line chart; the widget takes colours as numbers though its types say names. */
export type LineData = readonly {
	readonly x: readonly string[];
	readonly y: readonly number[];
	readonly style: {readonly line: number};
}[];

/** Rings of a donut chart. */
export type DonutData = readonly {readonly percent: number; readonly label: string; readonly color: number}[];

type Factory<Data> = (options: object) => Widget<Data>;

/** blessed and its widgets without a terminal. */
export interface ContribHost {
	line(options: object): Widget<LineData>;
	donut(options: object): Widget<DonutData>;
	/** Cells of a widget, `width` × `height` from its top left corner. */
	cells(widget: Widget, width: number, height: number): readonly (readonly DrawnCell[])[];
	/** Forgets a widget. */
	drop(widget: Widget): void;
	close(): void;
}

interface Parts {
	readonly blessed: {screen(options: object): Screen};
	readonly line: Factory<LineData>;
	readonly donut: Factory<DonutData>;
}

/** A character and the number of its colour, −1 for the terminal's own. */
export interface DrawnCell {
	readonly character: string;
	readonly colour: number;
}

const noColour = 0x1ff;
const events = ['uncaughtException', 'SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGCONT', 'SIGWINCH', 'exit'];

/** Starts blessed on streams that lead nowhere. Throws what `require` throws when a part is missing. */
export function openContribHost(): ContribHost {
	const sink = Object.assign(new Writable({write: (_chunk, _encoding, done) => done()}), {
		isTTY: true,
		columns: 1,
		rows: 1,
	});
	const {screen, line, donut} = untouched(() => {
		const {blessed, line, donut} = require('./contrib-parts.cjs') as Parts;
		return {
			line,
			donut,
			screen: blessed.screen({
				input: new Readable({read: () => undefined}),
				output: sink,
				terminal: 'xterm-256color',
				forceUnicode: true,
				warnings: false,
			}),
		};
	});

	function add<Data>(factory: Factory<Data>, options: object): Widget<Data> {
		const widget = factory({top: 0, left: 0, ...options, screen});
		screen.append(widget as Widget);
		return widget;
	}

	function cells(widget: Widget, width: number, height: number) {
		const {program} = screen;
		if (program.cols < width || program.rows < height) {
			program.cols = Math.max(program.cols, width);
			program.rows = Math.max(program.rows, height);
			screen.alloc();
		}
		screen.clearRegion(0, program.cols, 0, program.rows, true);
		screen._borderStops = {};
		screen._ci = 0;
		widget.render();
		screen._ci = -1;
		return screen.lines.slice(0, height).map(row => row.slice(0, width).map(drawnCell));
	}

	return {
		line: options => add(line, options),
		donut: options => add(donut, options),
		cells,
		drop: widget => screen.remove(widget),
		close: () => untouched(() => screen.destroy()),
	};
}

function drawnCell([attributes, character]: Cell): DrawnCell {
	const code = (attributes >> 9) & noColour;
	return {character, colour: code === noColour ? -1 : code};
}

/** Runs `start` and takes back what it did to the process: listeners and the environment are as before. */
function untouched<Result>(start: () => Result): Result {
	const tmux = process.env['TMUX'];
	const before = new Map(events.map(event => [event, process.rawListeners(event)]));
	delete process.env['TMUX'];
	try {
		return start();
	} finally {
		if (tmux !== undefined) process.env['TMUX'] = tmux;
		for (const [event, kept] of before) {
			for (const listener of process.rawListeners(event)) {
				if (!kept.includes(listener)) process.removeListener(event, listener as () => void);
			}
		}
	}
}
