"""Stock follows its moves and requests by trigger; posted papers of the store room never change."""

from django.db import migrations

FORWARD = """
CREATE INDEX parts_part_by_text ON parts_part USING gin (
    tenant_id, upper(number) gin_trgm_ops, upper(name) gin_trgm_ops, upper(name_en) gin_trgm_ops);

-- on_hand is the sum of the moves
CREATE FUNCTION parts_stockmove_apply() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lost bigint;
BEGIN
    WITH moved AS (
        SELECT tenant_id, store_id, part_id, sum(quantity) AS quantity FROM fresh GROUP BY 1, 2, 3
    ), done AS (
        UPDATE parts_stock s SET on_hand = s.on_hand + moved.quantity FROM moved
        WHERE s.tenant_id = moved.tenant_id AND s.store_id = moved.store_id
          AND s.part_id = moved.part_id
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM moved) - (SELECT count(*) FROM done) INTO lost;
    IF lost <> 0 THEN
        RAISE EXCEPTION 'a stock move needs a stock to move' USING ERRCODE = '23514',
            CONSTRAINT = 'parts_stockmove_has_a_stock';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER parts_stockmove_apply AFTER INSERT ON parts_stockmove
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION parts_stockmove_apply();

-- reserved is the sum of the requests that are reserved or picked
CREATE FUNCTION parts_partrequest_asks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lost bigint;
BEGIN
    WITH held AS (
        SELECT tenant_id, store_id, part_id, sum(quantity) AS quantity FROM fresh
        WHERE state IN ('reserved', 'picked') GROUP BY 1, 2, 3
    ), done AS (
        UPDATE parts_stock s SET reserved = s.reserved + held.quantity FROM held
        WHERE s.tenant_id = held.tenant_id AND s.store_id = held.store_id
          AND s.part_id = held.part_id
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM held) - (SELECT count(*) FROM done) INTO lost;
    IF lost <> 0 THEN
        RAISE EXCEPTION 'a reservation needs a stock' USING ERRCODE = '23514',
            CONSTRAINT = 'parts_partrequest_has_a_stock';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER parts_partrequest_asks AFTER INSERT ON parts_partrequest
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION parts_partrequest_asks();

CREATE FUNCTION parts_partrequest_moves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lost bigint;
BEGIN
    WITH changed AS (
        SELECT tenant_id, store_id, part_id, quantity FROM fresh
        WHERE state IN ('reserved', 'picked')
        UNION ALL
        SELECT tenant_id, store_id, part_id, -quantity FROM stale
        WHERE state IN ('reserved', 'picked')
    ), held AS (
        SELECT tenant_id, store_id, part_id, sum(quantity) AS quantity FROM changed
        GROUP BY 1, 2, 3 HAVING sum(quantity) <> 0
    ), done AS (
        UPDATE parts_stock s SET reserved = s.reserved + held.quantity FROM held
        WHERE s.tenant_id = held.tenant_id AND s.store_id = held.store_id
          AND s.part_id = held.part_id
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM held) - (SELECT count(*) FROM done) INTO lost;
    IF lost <> 0 THEN
        RAISE EXCEPTION 'a reservation needs a stock' USING ERRCODE = '23514',
            CONSTRAINT = 'parts_partrequest_has_a_stock';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER parts_partrequest_moves AFTER UPDATE ON parts_partrequest
    REFERENCING OLD TABLE AS stale NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION parts_partrequest_moves();

-- and no other hand writes them: the two above arrive here from inside a trigger
CREATE FUNCTION parts_stock_only_by_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.on_hand = 0 AND NEW.reserved = 0 THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'UPDATE' THEN
        IF pg_trigger_depth() > 1 OR (OLD.on_hand, OLD.reserved) = (NEW.on_hand, NEW.reserved) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'stock changes by moves only' USING ERRCODE = '23514',
        CONSTRAINT = 'parts_stock_only_by_moves';
END $$;
CREATE TRIGGER parts_stock_only_by_moves BEFORE INSERT OR UPDATE OR DELETE ON parts_stock
    FOR EACH ROW EXECUTE FUNCTION parts_stock_only_by_moves();

CREATE FUNCTION parts_paper_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'papers of the store room are kept as they are' USING ERRCODE = '23514',
        CONSTRAINT = 'parts_paper_is_kept';
END $$;
CREATE TRIGGER parts_stockmove_is_kept BEFORE UPDATE OR DELETE ON parts_stockmove
    FOR EACH ROW EXECUTE FUNCTION parts_paper_is_kept();
CREATE TRIGGER parts_issueslip_is_kept BEFORE UPDATE OR DELETE ON parts_issueslip
    FOR EACH ROW EXECUTE FUNCTION parts_paper_is_kept();
CREATE TRIGGER parts_slipline_is_kept BEFORE UPDATE OR DELETE ON parts_slipline
    FOR EACH ROW EXECUTE FUNCTION parts_paper_is_kept();
CREATE TRIGGER parts_partrequest_is_kept BEFORE DELETE ON parts_partrequest
    FOR EACH ROW EXECUTE FUNCTION parts_paper_is_kept();
CREATE TRIGGER parts_goodsreceipt_is_kept BEFORE UPDATE OR DELETE ON parts_goodsreceipt
    FOR EACH ROW WHEN (OLD.state = 'posted') EXECUTE FUNCTION parts_paper_is_kept();

CREATE FUNCTION parts_goodsreceiptline_of_a_draft() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    receipt_state text;
BEGIN
    SELECT state INTO receipt_state FROM parts_goodsreceipt
    WHERE tenant_id = coalesce(NEW.tenant_id, OLD.tenant_id)
      AND id = coalesce(NEW.receipt_id, OLD.receipt_id)
    FOR NO KEY UPDATE;
    IF receipt_state = 'posted' THEN
        RAISE EXCEPTION 'a posted receipt keeps its lines' USING ERRCODE = '23514',
            CONSTRAINT = 'parts_paper_is_kept';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER parts_goodsreceiptline_of_a_draft
    BEFORE INSERT OR UPDATE OR DELETE ON parts_goodsreceiptline
    FOR EACH ROW EXECUTE FUNCTION parts_goodsreceiptline_of_a_draft();
"""
BACKWARD = """
DROP TRIGGER parts_goodsreceiptline_of_a_draft ON parts_goodsreceiptline;
DROP FUNCTION parts_goodsreceiptline_of_a_draft();
DROP TRIGGER parts_goodsreceipt_is_kept ON parts_goodsreceipt;
DROP TRIGGER parts_partrequest_is_kept ON parts_partrequest;
DROP TRIGGER parts_slipline_is_kept ON parts_slipline;
DROP TRIGGER parts_issueslip_is_kept ON parts_issueslip;
DROP TRIGGER parts_stockmove_is_kept ON parts_stockmove;
DROP FUNCTION parts_paper_is_kept();
DROP TRIGGER parts_stock_only_by_moves ON parts_stock;
DROP FUNCTION parts_stock_only_by_moves();
DROP TRIGGER parts_partrequest_moves ON parts_partrequest;
DROP FUNCTION parts_partrequest_moves();
DROP TRIGGER parts_partrequest_asks ON parts_partrequest;
DROP FUNCTION parts_partrequest_asks();
DROP TRIGGER parts_stockmove_apply ON parts_stockmove;
DROP FUNCTION parts_stockmove_apply();
DROP INDEX parts_part_by_text;
"""


class Migration(migrations.Migration):
    dependencies = [("parts", "0001_parts")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
