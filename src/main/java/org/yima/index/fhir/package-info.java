/**
 * The index by its standard doors, HL7 FHIR R4: {@code Patient/$match}, IHE PIXm ({@code $ihe-pix},
 * ITI-83), IHE PDQm (search, ITI-78), read, and the CapabilityStatement. A hospital's client sees
 * demographics of its own domain only, operators all. Every look is audited; errors are
 * OperationOutcomes.
 */
@CheckReturnValue
package org.yima.index.fhir;

import com.google.errorprone.annotations.CheckReturnValue;
