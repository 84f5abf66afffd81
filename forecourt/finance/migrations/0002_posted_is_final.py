"""Posted bills and receipts never change; their sums are kept by the database."""

from django.db import migrations

FORWARD = """
-- a bill: posted means unchangeable, but for its one reversal and what is paid on it
CREATE FUNCTION finance_bill_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state = 'draft' THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'a posted bill is kept' USING ERRCODE = '23514',
            CONSTRAINT = 'finance_bill_is_final';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.paid_fen <> 0 THEN
            RAISE EXCEPTION 'a bill is paid by receipts' USING ERRCODE = '23514',
                CONSTRAINT = 'finance_bill_paid_by_receipts';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.paid_fen <> OLD.paid_fen AND pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'a bill is paid by receipts' USING ERRCODE = '23514',
            CONSTRAINT = 'finance_bill_paid_by_receipts';
    END IF;
    IF OLD.state <> 'draft' AND (
        to_jsonb(NEW) - 'state' - 'paid_fen' <> to_jsonb(OLD) - 'state' - 'paid_fen'
        OR (NEW.state <> OLD.state AND (OLD.state, NEW.state) <> ('posted', 'reversed'))
    ) THEN
        RAISE EXCEPTION 'a posted bill never changes' USING ERRCODE = '23514',
            CONSTRAINT = 'finance_bill_is_final';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER finance_bill_is_final BEFORE INSERT OR UPDATE OR DELETE ON finance_bill
    FOR EACH ROW EXECUTE FUNCTION finance_bill_is_final();

-- its lines: only while it is a draft; the parent is locked, so none slips in beside the posting
CREATE FUNCTION finance_billline_of_a_draft() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    bill_state text;
BEGIN
    SELECT state INTO bill_state FROM finance_bill
    WHERE tenant_id = coalesce(NEW.tenant_id, OLD.tenant_id)
      AND id = coalesce(NEW.bill_id, OLD.bill_id)
    FOR NO KEY UPDATE;
    IF bill_state <> 'draft' THEN
        RAISE EXCEPTION 'a posted bill keeps its lines' USING ERRCODE = '23514',
            CONSTRAINT = 'finance_bill_is_final';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER finance_billline_of_a_draft
    BEFORE INSERT OR UPDATE OR DELETE ON finance_billline
    FOR EACH ROW EXECUTE FUNCTION finance_billline_of_a_draft();

-- at the commit: a posted bill is the sum of its lines, a reversed one has its counterpart
CREATE FUNCTION finance_bill_is_its_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    total bigint;
    tax bigint;
BEGIN
    SELECT coalesce(sum(total_fen), 0), coalesce(sum(tax_fen), 0) INTO total, tax
    FROM finance_billline WHERE tenant_id = NEW.tenant_id AND bill_id = NEW.id;
    IF (total, tax) <> (NEW.total_fen, NEW.tax_fen) THEN
        RAISE EXCEPTION 'the bill says %, its lines say %', NEW.total_fen, total
            USING ERRCODE = '23514', CONSTRAINT = 'finance_bill_is_its_lines';
    END IF;
    IF NEW.state = 'reversed' AND NOT EXISTS (
        SELECT FROM finance_bill b WHERE b.tenant_id = NEW.tenant_id AND b.reverses_id = NEW.id
          AND b.state = 'posted' AND b.total_fen = -NEW.total_fen
    ) THEN
        RAISE EXCEPTION 'a reversed bill has its counterpart' USING ERRCODE = '23514',
            CONSTRAINT = 'finance_bill_reversed_by_a_bill';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER finance_bill_is_its_lines
    AFTER INSERT OR UPDATE OF state, total_fen, tax_fen ON finance_bill
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state <> 'draft')
    EXECUTE FUNCTION finance_bill_is_its_lines();

-- receipts: what was used and paid back are sums, and nothing else of them changes
CREATE FUNCTION finance_receiptuse_apply() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    bill_currency text;
BEGIN
    UPDATE finance_bill SET paid_fen = paid_fen + NEW.amount_fen
    WHERE tenant_id = NEW.tenant_id AND id = NEW.bill_id AND store_id = NEW.store_id
      AND state = 'posted'
    RETURNING currency INTO bill_currency;
    IF bill_currency IS NULL THEN
        RAISE EXCEPTION 'only a posted bill can be paid' USING ERRCODE = '23514',
            CONSTRAINT = 'finance_receiptuse_on_a_posted_bill';
    END IF;
    UPDATE finance_receipt SET used_fen = used_fen + NEW.amount_fen
    WHERE tenant_id = NEW.tenant_id AND id = NEW.receipt_id AND store_id = NEW.store_id
      AND currency = bill_currency;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'receipt and bill differ in store or currency' USING ERRCODE = '23514',
            CONSTRAINT = 'finance_receiptuse_in_one_currency';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER finance_receiptuse_apply AFTER INSERT ON finance_receiptuse
    FOR EACH ROW EXECUTE FUNCTION finance_receiptuse_apply();

CREATE FUNCTION finance_refund_apply() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE finance_receipt SET refunded_fen = refunded_fen + NEW.amount_fen
    WHERE tenant_id = NEW.tenant_id AND id = NEW.receipt_id AND store_id = NEW.store_id
      AND received_by = NEW.received_by;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a refund names who took the money' USING ERRCODE = '23514',
            CONSTRAINT = 'finance_refund_of_a_receipt';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER finance_refund_apply AFTER INSERT ON finance_refund
    FOR EACH ROW EXECUTE FUNCTION finance_refund_apply();

CREATE FUNCTION finance_receipt_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF (NEW.used_fen, NEW.refunded_fen) = (0, 0) THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'UPDATE' THEN
        IF pg_trigger_depth() > 1
           AND to_jsonb(NEW) - 'used_fen' - 'refunded_fen'
             = to_jsonb(OLD) - 'used_fen' - 'refunded_fen' THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a receipt never changes' USING ERRCODE = '23514',
        CONSTRAINT = 'finance_receipt_is_final';
END $$;
CREATE TRIGGER finance_receipt_is_final BEFORE INSERT OR UPDATE OR DELETE ON finance_receipt
    FOR EACH ROW EXECUTE FUNCTION finance_receipt_is_final();

CREATE FUNCTION finance_line_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was done with money is kept' USING ERRCODE = '23514',
        CONSTRAINT = 'finance_receipt_is_final';
END $$;
CREATE TRIGGER finance_receiptuse_is_final BEFORE UPDATE OR DELETE ON finance_receiptuse
    FOR EACH ROW EXECUTE FUNCTION finance_line_is_final();
CREATE TRIGGER finance_refund_is_final BEFORE UPDATE OR DELETE ON finance_refund
    FOR EACH ROW EXECUTE FUNCTION finance_line_is_final();
"""
BACKWARD = """
DROP TRIGGER finance_refund_is_final ON finance_refund;
DROP TRIGGER finance_receiptuse_is_final ON finance_receiptuse;
DROP FUNCTION finance_line_is_final();
DROP TRIGGER finance_receipt_is_final ON finance_receipt;
DROP FUNCTION finance_receipt_is_final();
DROP TRIGGER finance_refund_apply ON finance_refund;
DROP FUNCTION finance_refund_apply();
DROP TRIGGER finance_receiptuse_apply ON finance_receiptuse;
DROP FUNCTION finance_receiptuse_apply();
DROP TRIGGER finance_bill_is_its_lines ON finance_bill;
DROP FUNCTION finance_bill_is_its_lines();
DROP TRIGGER finance_billline_of_a_draft ON finance_billline;
DROP FUNCTION finance_billline_of_a_draft();
DROP TRIGGER finance_bill_is_final ON finance_bill;
DROP FUNCTION finance_bill_is_final();
"""


class Migration(migrations.Migration):
    dependencies = [("finance", "0001_finance")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
