import type {ExportJob} from './export-job.ts';

/** A format. */
export interface Exporter {
	/** What it holds, for the help. */
	readonly about: string;
	/** Options that mean something to it. */
	readonly takes: readonly ('log' | 'picture' | 'at' | 'width' | 'height' | 'show' | 'pictures')[];
	/** Noise on a terminal. */
	readonly binary?: boolean;
	/** A file of it is a program. */
	readonly executable?: boolean;
	/** Writes all of it and says in a phrase what it was. Throws ConnectopError. */
	write(job: ExportJob): Promise<string>;
}

/** Every format by its name on the command line. Each is loaded when it is asked for. */
export const exporters: Readonly<Record<string, Exporter>> = {
	csv: {
		about: 'a log as a table, a column a field',
		takes: ['log'],
		write: async job => (await import('./export-log.ts')).exportCsv(job),
	},
	jsonl: {
		about: 'the rows of a log as they were written',
		takes: ['log'],
		write: async job => (await import('./export-log.ts')).exportJsonLines(job),
	},
	png: {
		about: 'a picture, drawn anew',
		takes: ['picture', 'at', 'width', 'height', 'show', 'pictures'],
		binary: true,
		write: async job => (await import('./export-picture.ts')).exportPicture(job),
	},
	graphml: {
		about: 'the graph with the state of a checkpoint',
		takes: ['at'],
		write: async job => (await import('./export-graph.ts')).exportGraph(job),
	},
	params: {
		about: 'its parameters, as a preset that run takes, and what has changed since the start',
		takes: [],
		write: async job => (await import('./export-params.ts')).exportParams(job),
	},
	script: {
		about: 'a shell script that does the run again, with every option and command',
		takes: [],
		executable: true,
		write: async job => (await import('./export-script.ts')).exportShellScript(job),
	},
};
