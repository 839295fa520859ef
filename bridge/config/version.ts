/** The version that the bridge reports to the cloud. @module */

/** Version of the bridge, as the cloud shows it. */
export const bridgeVersion = '0.1.0';
