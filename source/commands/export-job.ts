import type {LogName} from '../records/follow-names.ts';
import type {RunDirectory} from '../records/run-directory.ts';

/** What is to be exported, and where to. */
export interface ExportJob {
	readonly run: RunDirectory;
	readonly log: LogName | undefined;
	readonly picture: 'connectome' | 'dashboard';
	/** Tick of the checkpoint: the nearest at or before it. The newest one when left out. */
	readonly at: number | undefined;
	/** Pixels. */
	readonly width: number | undefined;
	readonly height: number | undefined;
	readonly out: ExportOutput;
	/** Tells in one line what else there is to know. */
	note(message: string): void;
}

/** Where an export goes. */
export interface ExportOutput {
	write(data: string | Uint8Array): Promise<void>;
	/** Nobody reads any more. */
	readonly closed: boolean;
}
